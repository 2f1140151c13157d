const NAME = 'huiyin_session'

/** How cookies are set: only over https where the site's address says so. */
export interface CookieOptions {
  secure: boolean
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
