import type { Env } from '#platform/env.ts'
import { readFirstPasswords } from '#platform/first-secrets.ts'
import { createLinks } from '#platform/links.ts'
import { openSecrets } from '#platform/secrets.ts'
import { localAddress } from '../../start/ready.ts'
import { SCRIPT_BEGINS } from '../first-minute/first-minute.ts'
import { type DemoView, demoViews } from '../first-minute/moments.ts'
import type { DemoState } from '../front/demo-state.ts'
import { openViewProxy, type Upstream, type ViewProxy } from '../front/view-proxy.ts'
import { createViewSession, type SignInTo, type ViewSession } from '../front/view-session.ts'

/** Who is who on the demo's page: staff numbers of the shipped site file; null: a face without an account. */
const LOGINS: Readonly<Record<DemoView, string | null>> = {
  wall: 'ma-zong',
  supervisor: 'ma-zong',
  agent: '1016',
  lead: 'sun',
  department: null,
  admin: 'admin',
}
const PATHS: Readonly<Record<Exclude<DemoView, 'department'>, string>> = {
  wall: '/wall/floor?sound=critical',
  supervisor: '/supervisor',
  agent: '/desk',
  lead: '/alerts',
  admin: '/admin',
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
  readonly views: DemoState['views']
  readonly lead: ViewSession
  readonly agent: ViewSession
  close(): void
}

export async function openPeople(frontPort: () => number): Promise<DemoPeople> {
  const sessions = new Map<string | null, ViewSession>()
  const sessionOf = (view: DemoView): ViewSession => {
    const login = LOGINS[view]
    const known = sessions.get(login) ?? createViewSession(login)
    sessions.set(login, known)
    return known
  }
  let upstream: (Upstream & { readonly signIn: SignInTo; readonly department: string }) | null = null
  const framedBy = () => [`http://localhost:${frontPort()}`, `http://127.0.0.1:${frontPort()}`]
  const proxies = new Map<DemoView, ViewProxy>()
  for (const view of demoViews)
    proxies.set(view, await openViewProxy({ upstream: () => upstream, session: sessionOf(view), framedBy }))

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
    get views() {
      if (upstream === null) return {}
      const { department } = upstream
      const shown = demoViews.map((view) => {
        const path = view === 'department' ? department : PATHS[view]
        return [view, { port: proxies.get(view)!.port, path }]
      })
      return Object.fromEntries(shown) as DemoState['views']
    },
    lead: sessionOf('lead'),
    agent: sessionOf('agent'),
    close() {
      for (const proxy of proxies.values()) proxy.close()
    },
  }
}
