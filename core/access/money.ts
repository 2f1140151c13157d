/**
 * A sum as a language writes it: with the sign of its currency where that is one (three letters), else with the word
 * that stands for it; fractions only where there are some.
 */
export function moneyText(amount: number, currency: string | null, language: string): string {
  const digits = { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 }
  if (currency === null) return new Intl.NumberFormat(language, digits).format(amount)
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, ...digits }).format(amount)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return `${new Intl.NumberFormat(language, digits).format(amount)} ${currency}`
  }
}
