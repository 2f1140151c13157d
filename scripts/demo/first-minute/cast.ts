/** Who plays in the first minute, by the ids of the shipped site file. */
export const cast = {
  /** Liang Chen, at whose desk the customer calls again. */
  agent: 'a16',
  /** Sun Wei, who leads the team and takes the alert with a thumb. */
  lead: 'sun',
  /** Lin Jing, who is in charge of the outage. */
  incident: 'lin',
  /** They have the morning's other work, so they are there. */
  colleagues: ['a15', 'a17', 'a18'],
  /** The customer who calls again. Numbers of this range belong to nobody. */
  phone: '10013800138',
} as const

/** Ids of what the script opens. */
export const scripted = {
  complaint: 'D-101',
  promise: 'P-101',
  progress: 'D-102',
  promised: 'D-103',
  technician: 'P-103',
  handoff: 'D-104',
  question: 'H-104',
  approval: 'D-105',
  sum: 'A-105',
  callback: 'D-106',
  outage: 'D-107',
  notice: 'N-107',
} as const
