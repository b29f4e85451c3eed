import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  assignRequest,
  type CaseDetail,
  type CaseList,
  caseListQuery,
  type CaseNote,
  decideRequest,
  isId,
  type NextCase,
  nextRequest,
  noteRequest,
} from '#contracts';
import { invalidRequest, parseBody } from '#http';
import { CaracalError, Clock } from '#kernel';
import { type Session } from '#tenancy';
import { type Actor, CaseStore } from '../cases/case-store.js';
import { DecisionPages, isLive } from './decision-pages.js';
import { People } from './people.js';
import { AtLeast, CurrentSession, isAtLeast, SessionGuard } from './session-guard.js';
import { instant } from './views.js';

@Controller('console/api/cases')
@UseGuards(SessionGuard)
export class CasesController {
  constructor(
    private readonly cases: CaseStore,
    private readonly pages: DecisionPages,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async list(@CurrentSession() session: Session, @Query() raw: unknown): Promise<CaseList> {
    const { tenantId, user } = session;
    const { mode, status, assignee, sort, cursor, limit } = parseBody(caseListQuery, raw);
    const livemode = isLive(mode);
    const [page, counts, nameOf] = await Promise.all([
      this.cases.list(tenantId, {
        livemode,
        status,
        assignee: assignee === 'me' ? user.id : assignee,
        sort,
        cursor,
        limit,
      }),
      this.cases.counts(actorOf(session), livemode, this.clock.now()),
      this.people.nameOf(tenantId),
    ]);
    return { items: this.pages.summariesOf(page.items, nameOf), next_cursor: page.nextCursor ?? null, counts };
  }

  @Post('next')
  @HttpCode(200)
  @AtLeast('analyst')
  async next(@CurrentSession() session: Session, @Body() body: unknown): Promise<NextCase> {
    const { mode } = parseBody(nextRequest, body ?? {});
    const id = await this.cases.takeNext(actorOf(session), isLive(mode), this.clock.now());
    if (id === undefined) return { case: null };
    const taken = await this.cases.find(session.tenantId, id);
    const nameOf = await this.people.nameOf(session.tenantId);
    return { case: taken ? this.pages.summariesOf([taken], nameOf)[0]! : null };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  async detail(@CurrentSession() { tenantId }: Session, @Param('id') id: string): Promise<CaseDetail> {
    return await this.pages.case(tenantId, id);
  }

  @Post(':id/decide')
  @HttpCode(200)
  @AtLeast('analyst')
  async decide(
    @CurrentSession() session: Session,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<CaseDetail> {
    const verdict = parseBody(decideRequest, body);
    await this.cases.decide(actorOf(session), caseId(id), verdict, this.clock.now());
    return await this.pages.case(session.tenantId, id);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @AtLeast('analyst')
  async undo(@CurrentSession() session: Session, @Param('id') id: string): Promise<CaseDetail> {
    await this.cases.undo(actorOf(session), caseId(id), this.clock.now());
    return await this.pages.case(session.tenantId, id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @AtLeast('analyst')
  async assign(
    @CurrentSession() session: Session,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<CaseDetail> {
    const { assignee, version } = parseBody(assignRequest, body);
    const person = assignee === null ? undefined : await this.assignable(session.tenantId, assignee);
    const assignment = { assignee: person?.id, assigneeName: person?.name ?? '', version };
    await this.cases.assign(actorOf(session), caseId(id), assignment, this.clock.now());
    return await this.pages.case(session.tenantId, id);
  }

  @Post(':id/notes')
  @HttpCode(201)
  @AtLeast('analyst')
  async addNote(@CurrentSession() session: Session, @Param('id') id: string, @Body() body: unknown): Promise<CaseNote> {
    const { text } = parseBody(noteRequest, body);
    const note = await this.cases.addNote(actorOf(session), caseId(id), text, this.clock.now());
    const { id: author, name } = session.user;
    return { id: note.id, at: instant(note.atMs), author: { id: author, name }, text: note.text };
  }

  private async assignable(tenantId: string, userId: string): Promise<{ id: string; name: string }> {
    const user = (await this.people.users(tenantId)).find(({ id }) => id === userId);
    if (user && isAtLeast(user.role, 'analyst')) return user;
    throw invalidRequest([
      { pointer: '/assignee', code: 'not_an_analyst', detail: 'is not a person who can decide cases' },
    ]);
  }
}

function actorOf({ tenantId, user }: Session): Actor {
  return { tenantId, userId: user.id, isAdmin: isAtLeast(user.role, 'admin') };
}

function caseId(id: string): string {
  if (!isId('case', id)) throw new CaracalError('not_found', 'There is no such case');
  return id;
}
