import type { Viewport } from 'next'

/** How every page is laid on a screen. */
export const pageViewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#0b0d10' }
