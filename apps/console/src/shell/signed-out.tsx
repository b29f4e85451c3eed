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
          Ask whoever runs Caracal for one, and open it in this browser. <code>npm start</code> prints a link each time;
          any other is made by
        </p>
        <pre>npm run admin -- login-link YOUR@ADDRESS</pre>
      </div>
    </main>
  );
}
