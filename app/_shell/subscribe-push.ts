/** How subscribing to pushes ended. */
export type Subscribed =
  | { readonly is: 'subscribed'; readonly made: PushSubscriptionJSON }
  /** The person, or the browser, did not allow it. */
  | { readonly is: 'refused' }
  /** The browser could not reach the service of its maker, through which all pushes go. */
  | { readonly is: 'unreachable' }

/** Where that service is blocked, a browser may wait for it without end. */
export const PUSH_ANSWER_MS = 10_000

/** Runs a subscription that a browser may never finish, and says within some seconds how it went. */
export async function subscribePush(
  subscribe: () => Promise<Pick<PushSubscription, 'toJSON'> | null>,
  ms: number = PUSH_ANSWER_MS,
): Promise<Subscribed> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<Subscribed>((done) => {
    timer = setTimeout(done, ms, { is: 'unreachable' })
  })
  const asked = subscribe().then(
    (made): Subscribed => (made === null ? { is: 'refused' } : { is: 'subscribed', made: made.toJSON() }),
    // Browsers that notice say so by an AbortError; NotAllowedError is the person's no.
    (error: unknown): Subscribed => ({
      is: error instanceof Error && error.name === 'AbortError' ? 'unreachable' : 'refused',
    }),
  )
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}
