import type { Env } from '#platform/env.ts'
import { readFirstPasswords } from '#platform/first-secrets.ts'
import { createLinks } from '#platform/links.ts'
import { openSecrets } from '#platform/secrets.ts'
import { localAddress } from '../../start/ready.ts'
import { SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import { type Face, faces } from '../first-minute/moments.ts'
import type { DemoState } from '../front/demo-state.ts'
import { type FaceProxy, openFaceProxy, type Upstream } from '../front/face-proxy.ts'
import { createFaceSession, type FaceSession, type SignInTo } from '../front/face-session.ts'

/** Who is who on the demo's page: staff numbers of the shipped site file; null: a face without an account. */
const LOGINS: Readonly<Record<Face, string | null>> = {
  wall: 'ma-zong',
  supervisor: 'ma-zong',
  agent: '1016',
  lead: 'sun',
  department: null,
  admin: 'admin',
}
const PATHS: Readonly<Record<Exclude<Face, 'department'>, string>> = {
  wall: '/wall/floor?sound=critical',
  supervisor: '/supervisor',
  agent: '/desk',
  lead: '/alerts',
  admin: '/screens',
}
const SITE = 'huiyin'

/** The people of the demo, each behind a port of this machine through which one is that person. */
export interface DemoPeople {
  /** The floor is up: signs everybody in. */
  arrive(env: Env): Promise<void>
  /** Who signed out is signed in anew. */
  sitDown(): Promise<void>
  /** The floor goes: what was known of it is forgotten. */
  leave(): void
  readonly faces: DemoState['faces']
  readonly lead: FaceSession
  readonly agent: FaceSession
  close(): void
}

export async function openPeople(frontPort: () => number): Promise<DemoPeople> {
  const sessions = new Map<string | null, FaceSession>()
  const sessionOf = (face: Face): FaceSession => {
    const login = LOGINS[face]
    const known = sessions.get(login) ?? createFaceSession(login)
    sessions.set(login, known)
    return known
  }
  let upstream: (Upstream & { readonly signIn: SignInTo; readonly department: string }) | null = null
  const framedBy = () => [`http://localhost:${frontPort()}`, `http://127.0.0.1:${frontPort()}`]
  const proxies = new Map<Face, FaceProxy>()
  for (const face of faces)
    proxies.set(face, await openFaceProxy({ upstream: () => upstream, session: sessionOf(face), framedBy }))

  async function signAllIn(to: SignInTo): Promise<void> {
    for (const session of sessions.values()) await session.signIn(to)
  }

  return {
    async arrive(env) {
      const { hostname: host } = new URL(localAddress(env))
      const passwords = readFirstPasswords(env.dataDir)
      const firstPassword = (login: string) => {
        const password = passwords.get(login)
        if (password === undefined) throw new Error(`no first password of ${login} is known`)
        return password
      }
      const { publicUrl, port } = env
      const links = createLinks({ key: openSecrets(env.dataDir).sessionKey, site: SITE, publicUrl })
      const department = links.departmentLink('finance', SCRIPT_BEGINS).slice(publicUrl.length)
      const signIn = { address: localAddress(env), publicUrl, firstPassword }
      await signAllIn(signIn)
      upstream = { host: host.replace(/^\[|\]$/g, ''), port, publicUrl, signIn, department }
    },
    async sitDown() {
      if (upstream !== null) await signAllIn(upstream.signIn)
    },
    leave() {
      upstream = null
      for (const session of sessions.values()) session.forget()
    },
    get faces() {
      if (upstream === null) return {}
      const { department } = upstream
      const shown = faces.map((face) => {
        const path = face === 'department' ? department : PATHS[face]
        return [face, { port: proxies.get(face)!.port, path }]
      })
      return Object.fromEntries(shown) as DemoState['faces']
    },
    lead: sessionOf('lead'),
    agent: sessionOf('agent'),
    close() {
      for (const proxy of proxies.values()) proxy.close()
    },
  }
}
