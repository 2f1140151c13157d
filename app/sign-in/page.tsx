import { SignInScreen } from './sign-in-screen.tsx'

export default function Page() {
  return <SignInScreen />
}
