const STARS = '****'

/** A phone number as screens show it: `138****1234`; of a short one less is left, of a very short one nothing. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length >= 10) return `${digits.slice(0, 3)}${STARS}${digits.slice(-4)}`
  if (digits.length >= 7) return `${digits.slice(0, 1)}${STARS}${digits.slice(-2)}`
  return STARS
}

/** A person's name as screens show it: its first letter or character, whatever its length. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim())
  return letters.length > 1 ? `${letters[0]}**` : '**'
}
