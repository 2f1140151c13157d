'use client'
import { useTranslations } from 'use-intl/react'
import { useFormats } from '../../_format/use-words.ts'
import { type LimitEntry, NEAR } from './limits.ts'

/** How near who is nearest has come, as a bar and as a share. */
function Used({ share }: { share: number | null }) {
  const t = useTranslations('limits')
  const format = useFormats()
  if (share === null) return <span className="text-ink-3">–</span>
  const tone = share >= 1 ? 'bg-breach-fill' : share >= NEAR ? 'bg-warn' : 'bg-ink-3'
  return (
    <span className="flex items-center gap-2">
      <span className="h-1.5 w-20 shrink-0 bg-line" aria-hidden="true">
        <span
          className={`block h-full ${tone}`}
          style={{ inlineSize: `${Math.min(100, Math.round(share * 100))}%` }}
        />
      </span>
      <span
        className={`figure ${share >= 1 ? 'font-semibold text-breach' : share >= NEAR ? 'text-warn' : ''}`}
      >
        {share >= 1 ? t('reached') : format.share(share)}
      </span>
    </span>
  )
}

/** Each limit with its name in the site file, its value, and how near somebody is. */
export function LimitTable({ limits }: { limits: readonly LimitEntry[] }) {
  const t = useTranslations('limits')
  const format = useFormats()
  return (
    <table className="w-full border-collapse text-start">
      <thead className="text-sm text-ink-3">
        <tr>
          <th className="py-1.5 pe-4 text-start font-normal">{t('limit')}</th>
          <th className="py-1.5 pe-4 text-end font-normal">{t('value')}</th>
          <th className="w-40 py-1.5 text-start font-normal">{t('used')}</th>
        </tr>
      </thead>
      <tbody>
        {limits.map(({ name, value, used }) => (
          <tr key={name} data-limit={name} className="border-b border-line align-baseline">
            <td className="py-2 pe-4">
              {t(`name.${name}`)}
              <code className="block text-xs text-ink-3">{name}</code>
            </td>
            <td className="figure py-2 pe-4 text-end">{format.count(value)}</td>
            <td className="py-2">
              <Used share={used} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
