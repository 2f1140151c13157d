/**
 * Why there is no connection. `refused`: the PBX does not take the account or its secret; `certificate`: nobody knows
 * that it is the PBX; `no_tls`: what listens there does not speak TLS.
 */
export type Outage =
  | 'unreachable'
  | 'refused'
  | 'silent'
  | 'closed'
  | 'not_asterisk'
  | 'certificate'
  | 'no_tls'
