const STARS = '****'

/** How many digits of a number of so many a masked number still shows, at its beginning and at its end. */
export function shownDigits(count: number): { readonly first: number; readonly last: number } {
  if (count >= 10) return { first: 3, last: 4 }
  return count >= 7 ? { first: 1, last: 2 } : { first: 0, last: 0 }
}

/** A phone number as screens show it: `138****1234`; of a short one less is left, of a very short one nothing. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  const { first, last } = shownDigits(digits.length)
  return last === 0 ? STARS : `${digits.slice(0, first)}${STARS}${digits.slice(-last)}`
}

/** A person's name as screens show it: its first letter or character, whatever its length. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim())
  return letters.length > 1 ? `${letters[0]}**` : '**'
}
