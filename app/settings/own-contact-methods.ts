/** `GET /api/v1/me/ways`: how a person is told, and when not. */
export interface OwnContactMethods {
  ways: OwnContactMethod[]
  /** What the site file does where the person set up nothing. */
  byFile: { channel: string; address: string | null }[]
  /** Targets of the site by which people have addresses of their own. */
  kinds: { target: string; channel: string }[]
  /** Nothing beside the screen reaches the person but pushes. */
  pushAlone: boolean
  /** What a browser subscribes to pushes with; null: the site has no push. */
  push: string | null
  quiet: Hours | null
  siteQuiet: Hours | null
}

export interface Hours {
  from: string
  to: string
}

export interface OwnContactMethod {
  id: string
  channel: string
  target: string | null
  address: string | null
  name: string
  enabled: boolean
  verified: boolean
  dead: { at: number; reason: string } | null
}
