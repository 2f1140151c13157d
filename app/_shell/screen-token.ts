const KEY = 'huiyin.screen'

/**
 * The token of a paired screen: from its address (`#token=`, which no browser sends and no proxy writes down), else the
 * one that it was given when it was paired.
 */
export function screenToken(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? localStorage.getItem(KEY)
}

export function keepScreenToken(token: string): void {
  localStorage.setItem(KEY, token)
}

export function forgetScreenToken(): void {
  localStorage.removeItem(KEY)
}
