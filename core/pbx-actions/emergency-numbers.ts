/** Police, fire, ambulance and the like that are meant by it nearly everywhere: no extension bears these numbers. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  ...['000', '110', '112', '119', '120', '122', '911', '995', '999', '12110', '12395'],
])

/** Those of many countries, which may be an extension of the house. */
const IN_MANY: ReadonlySet<string> = new Set(['113', '117', '118', '991', '992'])

/** Those of single countries by their code; elsewhere an enquiry, a bank or an extension bears them. */
const IN_ONE: Readonly<Record<string, readonly string[]>> = {
  '7': ['101', '102', '103', '104'],
  '33': ['114', '115', '191', '196'],
  '39': ['114', '115'],
  '41': ['144'],
  '43': ['133', '144'],
  '55': ['190', '191', '192', '193'],
  '64': ['111'],
  '66': ['191', '199', '1669'],
  '82': ['111'],
  '84': ['114', '115'],
  '91': ['100', '101', '102', '108'],
  '380': ['101', '102', '103', '104'],
}

/** Countries of which these numbers are all that counts: there 100 or 101 is an enquiry or an extension. */
const NONE_BESIDES: ReadonlySet<string> = new Set(['65', '86', '852', '853', '886'])

/** What a site says of its emergency numbers; see `DialPlan`. */
interface EmergencyPlan {
  readonly country?: string | undefined
  readonly emergency?: readonly string[] | undefined
  readonly extensions?: readonly string[] | undefined
}

function isOfSome(number: string, country: string | undefined): boolean {
  if (IN_MANY.has(number)) return true
  if (country !== undefined && NONE_BESIDES.has(country)) return false
  // Of a country that nobody named, or of which nothing stands here, none is sure not to be meant.
  if (country === undefined || IN_ONE[country] === undefined)
    return Object.values(IN_ONE).some((numbers) => numbers.includes(number))
  return IN_ONE[country].includes(number)
}

/** The number, and what is left of it behind each 0 or 9 that it begins with: a way out of the house, whatever the site says. */
function* withoutWayOut(form: string): Iterable<string> {
  yield form
  for (let rest = form; /^[09]/.test(rest); ) {
    rest = rest.slice(1)
    // Extensions such as 9000 are many; 000 is dialled as it stands.
    if (rest !== '000') yield rest
  }
}

/** Whether any way to write a number is an emergency number; `written` is the number as it stands. */
export function isEmergency(written: string, forms: Iterable<string>, plan: EmergencyPlan): boolean {
  const { country, emergency = [], extensions = [] } = plan
  for (const form of forms)
    for (const number of withoutWayOut(form)) {
      if (EVERYWHERE.has(number) || emergency.includes(number)) return true
      if (isOfSome(number, country) && !extensions.includes(written)) return true
    }
  return false
}
