import { refusalTable, type Service, type ServiceRefusalRule } from './refusal-table.ts'

/** A refusal as a service put it. */
export interface ServiceRefusal {
  readonly service: Service
  readonly status: number
  /** Null: it gave none of its own. */
  readonly code: number | string | null
  readonly text: string
}

/** The first row of the table that fits; null: it is not known. */
export function refusalOf(refused: ServiceRefusal): ServiceRefusalRule | null {
  const own = refusalTable.find((row) => row.service === refused.service && fits(row, refused))
  return own ?? refusalTable.find((row) => row.service === 'any' && fits(row, refused)) ?? null
}

function fits({ status, codes, text }: ServiceRefusalRule, refused: ServiceRefusal): boolean {
  if (status !== undefined && !within(status, refused.status)) return false
  if (codes !== undefined && (refused.code === null || !codes.includes(refused.code))) return false
  return text === undefined || text.test(refused.text)
}

function within(wanted: NonNullable<ServiceRefusalRule['status']>, status: number): boolean {
  if (typeof wanted === 'string') return Math.floor(status / 100) === Number(wanted[0])
  return typeof wanted === 'number' ? wanted === status : wanted.includes(status)
}
