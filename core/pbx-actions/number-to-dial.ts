import { isEmergency } from './emergency-numbers.ts'

/** How a PBX dials out, as the site file says it. */
export interface DialPlan {
  /** What is dialled before an outside number, such as `9`. */
  readonly prefix?: string | undefined
  /** The code of the country that the PBX is in, such as `86`: its own numbers are dialled without it. */
  readonly country?: string | undefined
  /** Numbers that are never dialled; one that ends with `*` stands for all that begin so. */
  readonly blocked?: readonly string[] | undefined
  /** Emergency numbers besides those that are known. */
  readonly emergency?: readonly string[] | undefined
  /** The extensions of agents: what is one is no emergency number of another country. */
  readonly extensions?: readonly string[] | undefined
}

/** A number as it is known, and as it is dialled; or why it is not. */
export type NumberToDial =
  | { readonly ok: true; readonly number: string; readonly dialled: string }
  | { readonly ok: false; readonly why: string }

/** Extensions of the house have four digits at most. */
const EXTENSION = /^\d{1,4}$/

function isBlocked(number: string, blocked: readonly string[]): boolean {
  return blocked.some((entry) =>
    entry.endsWith('*') ? number.startsWith(entry.slice(0, -1)) : number === entry,
  )
}

/** Every way to write a number that means the same: with and without the outside line, abroad by `00` and by `+`. */
function formsOf(number: string, bare: string, { prefix = '', country }: DialPlan): Set<string> {
  const inside = prefix !== '' && number.startsWith(prefix) ? number.slice(prefix.length) : number
  const own =
    country !== undefined && inside.startsWith(`00${country}`) ? inside.slice(2 + country.length) : ''
  const forms = [number, bare, inside, own].flatMap((form) => [form, form.replace(/^0+/, '')])
  for (const form of [number, inside]) {
    if (form.startsWith('00')) forms.push(`+${form.slice(2)}`)
    else if (country !== undefined) forms.push(`+${country}${form.replace(/^0/, '')}`)
  }
  return new Set(forms)
}

/** Countries whose own numbers are dialled as they stand after the code; elsewhere with a 0 before them. */
const WITHOUT_ZERO: ReadonlySet<string> = new Set([
  ...['1', '30', '34', '39', '45', '47', '48', '52', '65', '351', '352', '371', '372', '420', '852', '853'],
])

/** A number of one's own country without its code; mobile numbers of China begin with 1, its others with a 0. */
function national(rest: string, country: string): string {
  const isMobile = country === '86' && /^1\d{10}$/.test(rest)
  return isMobile || WITHOUT_ZERO.has(country) || rest.startsWith('0') ? rest : `0${rest}`
}

/**
 * A number as a person writes it, in the form in which the PBX dials it: `+86 138-0013-8000` with prefix 9 is
 * `913800138000`. Never one with letters, an emergency number, or one that the site file blocks.
 */
export function numberToDial(written: string, plan: DialPlan): NumberToDial {
  const { prefix = '', country, blocked = [] } = plan
  const bare = written
    .normalize('NFKC')
    .replace(/^tel:/i, '')
    .replace(/[\s()./\-–]/g, '')
  if (!/^\+?\d{3,20}$/.test(bare)) return { ok: false, why: `${written}: not a number that can be dialled` }
  const abroad = bare.startsWith('+') ? bare.slice(1) : bare.startsWith('00') ? bare.slice(2) : null
  const number =
    abroad === null
      ? bare
      : country !== undefined && abroad.startsWith(country)
        ? national(abroad.slice(country.length), country)
        : `00${abroad}`
  const forms = formsOf(number, bare, plan)
  if (isEmergency(bare, forms, plan))
    return { ok: false, why: `${written}: an emergency number is not dialled from here` }
  for (const form of forms)
    if (isBlocked(form, blocked)) return { ok: false, why: `${written}: this number is blocked` }
  return { ok: true, number, dialled: EXTENSION.test(number) ? number : `${prefix}${number}` }
}
