/**
 * Whether the page came by https, or from the machine that shows it. Only then do browsers push, notify, keep a screen
 * awake and let a page copy by itself.
 */
export const isSecurePage = (): boolean => window.isSecureContext
