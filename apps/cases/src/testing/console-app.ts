import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll } from 'vitest';
import { CSRF_HEADER, CSRF_VALUE, type DecisionV1, decisionV1, SESSION_COOKIE } from '#contracts';
import { createHttpApp } from '#http';
import { Clock, SystemClock } from '#kernel';
import { MessagingModule } from '#messaging';
import { PersistenceModule, type UserRole } from '#persistence';
import { PgLogIn, PgTenantAdmin, TenancyModule } from '#tenancy';
import { testDatabase, type TestDatabase } from '../../../../libs/persistence/src/testing/index.js';
import { firstPolicy } from '../../../../packs/card-payments/src/first-policy.js';
import { CasesModule } from '../cases.module.js';
import { casesConfig } from '../cases.config.js';
import { StoreDecisions } from '../decisions/store-decisions.handler.js';
import { recordOf } from './records.js';

/** The service over HTTP on a real database, with people to log in as. */
export class ConsoleApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly db: TestDatabase,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<ConsoleApp> {
    const db = await testDatabase();
    @Global()
    @Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
    class ClockModule {}
    class TestModule {}
    const app = await createHttpApp({
      module: TestModule,
      imports: [
        ClockModule,
        PersistenceModule.forRoot({ url: db.appUrl, connectionsMax: 6 }),
        MessagingModule.forRoot({ kind: 'memory' }),
        TenancyModule,
        CasesModule.forRoot(casesConfig.parse(settings)),
      ],
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    afterAll(() => app.close());
    return new ConsoleApp(app, db);
  }

  async tenant(slug: string): Promise<string> {
    return await this.app
      .get(PgTenantAdmin, { strict: false })
      .createTenant({ name: `Tenant ${slug}`, slug, policy: firstPolicy() });
  }

  async person(tenantId: string, name: string, role: UserRole): Promise<Person> {
    const admin = this.app.get(PgTenantAdmin, { strict: false });
    const id = await admin.createUser(tenantId, { name, email: `${name}@example.com`, role });
    const logIn = this.app.get(PgLogIn, { strict: false });
    const { token } = await logIn.createLoginLink(tenantId, id);
    const answer = await this.app.inject({ url: `/login?token=${token}` });
    const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
    if (!cookie.startsWith(SESSION_COOKIE)) throw new Error(`no session: ${answer.statusCode} ${answer.body}`);
    return new Person(this.app, id, cookie);
  }

  async store(...decisions: DecisionV1[]): Promise<void> {
    const handler = this.app.get(StoreDecisions, { strict: false });
    await handler.handle(
      decisions.map((decision) => recordOf(decisionV1, decision)),
      0,
    );
  }
}

export interface Answer {
  readonly status: number;
  // The shape is what each test says it is.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** Somebody at the console. */
export class Person {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly id: string,
    readonly cookie: string,
  ) {}

  async get(path: string): Promise<Answer> {
    const answer = await this.app.inject({ url: `/console/api${path}`, headers: { cookie: this.cookie } });
    return { status: answer.statusCode, body: parsed(answer.body) };
  }

  async post(
    path: string,
    body: object = {},
    headers: Record<string, string> = { [CSRF_HEADER]: CSRF_VALUE },
  ): Promise<Answer> {
    const answer = await this.app.inject({
      method: 'POST',
      url: `/console/api${path}`,
      headers: { cookie: this.cookie, ...headers },
      payload: body,
    });
    return { status: answer.statusCode, body: parsed(answer.body) };
  }

  async logOut(): Promise<number> {
    const headers = { cookie: this.cookie, [CSRF_HEADER]: CSRF_VALUE };
    return (await this.app.inject({ method: 'DELETE', url: '/console/api/session', headers })).statusCode;
  }
}

function parsed(body: string): unknown {
  return body === '' ? undefined : JSON.parse(body);
}
