/** What people of a site are to it; who may do most stands first. */
export const roles = ['admin', 'supervisor', 'lead', 'agent'] as const
export type Role = (typeof roles)[number]
