import type { ButtonHTMLAttributes } from 'react'

type Tone = 'plain' | 'strong' | 'quiet' | 'danger'

const tones: Record<Tone, string> = {
  plain: 'border-line-strong bg-raised text-ink hover:border-ink-3',
  strong: 'border-accent bg-accent text-on-accent hover:brightness-110',
  quiet: 'border-transparent text-ink-2 hover:bg-raised hover:text-ink',
  danger: 'border-breach-fill bg-breach-fill text-on-breach hover:brightness-110',
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: Tone
  size?: 'small' | 'large'
}

export function buttonClass(tone: Tone = 'plain', size: 'small' | 'large' = 'small'): string {
  const sized = size === 'large' ? 'min-h-11 px-4 text-md' : 'min-h-7 px-2.5 text-sm'
  return `inline-flex items-center justify-center gap-1.5 rounded-[5px] border font-medium whitespace-nowrap transition-colors disabled:opacity-50 aria-disabled:opacity-50 ${sized} ${tones[tone]}`
}

export function Button({ tone, size, className = '', ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={`${buttonClass(tone, size)} ${className}`} />
}
