'use client'
import { useTranslations } from 'use-intl/react'
import { BrandMark } from '../_shell/brand-mark.tsx'
import { useFacts, useMe } from '../_shell/facts.ts'
import { OpenPage } from '../_shell/open-page.tsx'
import { Preferences } from '../_shell/preferences.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { SignInForm } from './sign-in-form.tsx'

function SignIn() {
  const t = useTranslations('signIn')
  const me = useMe()
  const facts = useFacts()
  const change = me?.mustChangePassword === true
  const setUp = !change && me?.mustSetUpSecondFactor === true
  const title = change ? t('changeTitle') : setUp ? t('setUpTitle') : t('title')
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <div className="flex justify-end gap-2 p-3">
        <Preferences />
      </div>
      <main className="mx-auto w-full max-w-sm px-6 pt-[12vh]">
        <p className="flex items-center gap-2.5 text-ink-2">
          <BrandMark className="size-6 text-ink" /> {facts.name}
          {facts.demo && (
            <span className="border border-warn px-1.5 text-xs font-bold tracking-[0.1em] text-warn">
              DEMO
            </span>
          )}
        </p>
        <h1 className="mt-6 mb-6 text-2xl leading-tight font-semibold tracking-tight">{title}</h1>
        {change ? <PasswordForm /> : setUp ? <SecondFactorForm /> : <SignInForm />}
      </main>
    </div>
  )
}

export function SignInPage() {
  return (
    <OpenPage audience="anybody">
      <SignIn />
    </OpenPage>
  )
}
