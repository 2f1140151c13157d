import type { Requester } from './requester.ts'

/** What somebody is told who must do something before anything else. */
export const REQUIRED = {
  password: { code: 'password_change_required', message: 'change the first password first' },
  second_factor: { code: 'second_factor_required', message: 'set up a second factor first' },
} as const satisfies Record<NonNullable<Requester['first']>, { code: string; message: string }>
