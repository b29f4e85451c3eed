import { Logo } from './logo.js';

/** There is no password: an administrator, or the start command, gives a link that logs in once. */
export function SignedOut() {
  return (
    <main className="door">
      <div className="door-card">
        <Logo size={40} />
        <h1>Log in to Caracal</h1>
        <p>You log in with a link that works once. Nobody here has a password to lose.</p>
        <p>
          Whoever runs Caracal makes one with <code>npm run admin -- login-link YOUR@ADDRESS</code>;{' '}
          <code>npm start</code> prints one too. Open it in this browser and you are in.
        </p>
      </div>
    </main>
  );
}
