import { maskName, maskPhone } from '#core/access/mask.ts'

const PERSONAL = /("(phone|name)"\s*:\s*")((?:[^"\\]|\\.)*)/g
const LONG_NUMBER = /\+?\d{7,}/g
const SHOWN = 2_000

/**
 * The text of a refused event as it may be looked at: phone and name masked, and every run of digits that could be a
 * phone number (in a text that is no JSON nothing tells which field it stood in); cut to 2,000 characters.
 */
export function maskRaw(raw: string): string {
  const named = raw.replace(PERSONAL, (_all, key: string, field: string, value: string) =>
    field === 'phone'
      ? `${key}${maskPhone(value)}`
      : `${key}${maskName(value.replace(/\\u[\da-f]{4}/gi, '•'))}`,
  )
  const masked = named.replace(LONG_NUMBER, (number) => maskPhone(number))
  return masked.length > SHOWN ? `${masked.slice(0, SHOWN)}…` : masked
}
