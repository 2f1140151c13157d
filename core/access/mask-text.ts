import { maskName, maskPhone } from './mask.ts'

/** Seven digits or more, with what people put between them: a phone number, an account, a card. */
const NUMBER = /\+?\d(?:[\d\s().-]{5,}\d)/g
const DATE = /^(19|20)\d\d-\d\d-\d\d$/
const isNotification = (text: string) => text.replace(/\D/g, '').length >= 7 && !DATE.test(text)

/**
 * A text that somebody typed, as those may read it who must not know the customer: long numbers masked like phone
 * numbers, and the names given here masked wherever they stand.
 */
export function maskText(text: string, names: readonly string[] = []): string {
  let masked = text.replace(NUMBER, (number) => (isNotification(number) ? maskPhone(number) : number))
  for (const name of names) if (name.trim() !== '') masked = masked.replaceAll(name.trim(), maskName(name))
  return masked
}
