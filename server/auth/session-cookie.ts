const NAME = 'huiyin_session'

export interface CookieOptions {
  secure: boolean
}

/**
 * Whether a cookie is one for https only: by the page's own origin, which a browser names when it signs in or out, since
 * one house opens the same server by https from outside and by http on its LAN; else by the site's address.
 */
export function cookieOptions(origin: string | undefined, publicUrl: string): CookieOptions {
  return { secure: (origin ?? publicUrl).startsWith('https:') }
}

const attributes = ({ secure }: CookieOptions) => `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

export function sessionCookie(token: string, maxAgeSec: number, options: CookieOptions): string {
  return `${NAME}=${token}; Max-Age=${maxAgeSec}; ${attributes(options)}`
}

export function endedCookie(options: CookieOptions): string {
  return `${NAME}=; Max-Age=0; ${attributes(options)}`
}

/** The session token of a `Cookie` header, or null. */
export function readSessionCookie(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.split('=', 2)
    if (name?.trim() === NAME && value !== undefined && /^[\w-]{43}$/.test(value.trim())) return value.trim()
  }
  return null
}
