'use client'
import { useTranslations } from 'use-intl/react'
import { Button } from '../../_ui/button.tsx'

interface FirstPasswordsProps {
  passwords: Readonly<Record<string, string>>
  onDone: () => void
}

/** First passwords, told once: each is to be handed to its person. */
export function FirstPasswords({ passwords, onDone }: FirstPasswordsProps) {
  const t = useTranslations('siteFile')
  return (
    <section className="grid content-start gap-3" data-part="first-passwords">
      <h3 className="text-lg font-semibold">{t('firstPasswords')}</h3>
      <p className="text-ink-2">{t('firstPasswordsText')}</p>
      <table className="w-fit border-collapse">
        <tbody>
          {Object.entries(passwords).map(([login, password]) => (
            <tr key={login} className="border-b border-line">
              <th scope="row" className="py-1.5 pe-6 text-start font-normal text-ink-2">
                {login}
              </th>
              <td className="figure py-1.5">{password}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <Button size="large" onClick={onDone}>
          {t('handedOver')}
        </Button>
      </p>
    </section>
  )
}
