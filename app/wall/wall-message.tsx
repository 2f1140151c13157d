'use client'
import { useTranslations } from 'use-intl/react'
import { Icon } from '../_ui/icons.tsx'

const known = ['connecting', 'not_found', 'forbidden'] as const
type Known = (typeof known)[number]

/** What a wall says when it has no board to show. It goes on asking by itself. */
export function WallMessage({ code }: { code: string }) {
  const t = useTranslations('wallMessage')
  const which: Known = known.find((each) => each === code) ?? 'connecting'
  return (
    <main className="wall wall-message" data-live="connecting">
      <Icon name={which === 'connecting' ? 'plug' : 'eyeOff'} />
      <h1>{t(`${which}.title`)}</h1>
      <p>{t(`${which}.text`)}</p>
    </main>
  )
}
