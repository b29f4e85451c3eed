import { SESSION_COOKIE } from '#contracts';

/**
 * The session's cookie. `SameSite=Strict` works although the log-in link is opened from elsewhere: the page that the link
 * redirects to is static, and asks for its data itself.
 */
export function sessionCookie(token: string, expiresAtMs: number, secure: boolean): string {
  return cookie(token, `Expires=${new Date(expiresAtMs).toUTCString()}`, secure);
}

export function endedSessionCookie(secure: boolean): string {
  return cookie('', 'Max-Age=0', secure);
}

export function sessionTokenOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : TOKEN.exec(header.slice(0, 16_384))?.[1];
}

const TOKEN = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([\\w-]{20,100})(?:;|$)`);

function cookie(value: string, lifetime: string, secure: boolean): string {
  return `${SESSION_COOKIE}=${value}; Path=/; ${lifetime}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
