/** Digits, and what is written between them; or a SIP name. */
const NUMBER = /^\+?[\d\s()./*#-]+$/
const NAME = /^(sips?:)?[\w.+-]+@[\w.-]+$/i

/** Whether a text is something that can be called: a number of three digits at least, or a SIP address. */
export function isDialable(text: string): boolean {
  const number = text.normalize('NFKC').trim()
  return NAME.test(number) || (NUMBER.test(number) && number.replace(/\D/g, '').length >= 3)
}
