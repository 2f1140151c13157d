/** What browsers keep of us: who is signed in, and which device it is. */
const NAMES = { session: 'huiyin_session', device: 'huiyin_device' } as const
export type CookieKind = keyof typeof NAMES

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

/** Over https no other host and no page of plain http can set a cookie of this name. */
const hostName = (kind: CookieKind) => `__Host-${NAMES[kind]}`
const attributes = ({ secure }: CookieOptions) => `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
const nameOf = (kind: CookieKind, { secure }: CookieOptions) => (secure ? hostName(kind) : NAMES[kind])

export function newCookie(
  kind: CookieKind,
  token: string,
  maxAgeSec: number,
  options: CookieOptions,
): string {
  return `${nameOf(kind, options)}=${token}; Max-Age=${maxAgeSec}; ${attributes(options)}`
}

/** What ends a session's cookie: over https also one that was set by a release without the prefix. */
export function endedCookies(options: CookieOptions): string[] {
  const names = options.secure ? [hostName('session'), NAMES.session] : [NAMES.session]
  return names.map((name) => `${name}=; Max-Age=0; ${attributes(options)}`)
}

/** The token of a `Cookie` header, or null. Without the prefix it is one of plain http, or of an earlier release. */
export function readCookie(kind: CookieKind, header: string | undefined): string | null {
  const found = new Map<string, string>()
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.split('=', 2)
    if (value !== undefined && /^[\w-]{43}$/.test(value.trim())) found.set(name!.trim(), value.trim())
  }
  return found.get(hostName(kind)) ?? found.get(NAMES[kind]) ?? null
}
