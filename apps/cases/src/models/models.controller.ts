import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  deleteModelRequest,
  MODEL_BYTES_MAX,
  MODEL_COUNT_DAYS,
  type ModelList,
  modelName,
  promoteModelRequest,
  retireModelRequest,
  rollBackModelRequest,
  uploadModelQuery,
} from '#contracts';
import { Accepts, parseBody } from '#http';
import { CaracalError, Clock } from '#kernel';
import { People } from '../console/people.js';
import { AtLeast } from '../console/session-guard.js';
import { Caller, CallerGuard, ChangesDecisions } from '../patterns/caller.js';
import { FeatureBook } from '#tenancy';
import { CheckUpload } from './check-upload.js';
import { answersNext, type Change, isSame } from './lifecycle.js';
import { type Actor, ModelStore } from './model-store.js';
import { listView } from './model-views.js';

const NAMES_MAX = 5;

/** The name of a model, from the path. What can't be one is of no model. */
const ModelName = (): ParameterDecorator =>
  Param('name', {
    transform(name: string): string {
      if (!modelName.safeParse(name).success) throw new CaracalError('not_found', 'There is no such model');
      return name;
    },
  });

/** `/v1/models`: what scores a tenant's transactions, changed while they flow. */
@Controller('v1')
@UseGuards(CallerGuard)
export class ModelsController {
  constructor(
    private readonly store: ModelStore,
    private readonly checking: CheckUpload,
    private readonly features: FeatureBook,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  @Get('models')
  @Header('cache-control', 'no-store')
  async list(@Caller() { tenantId }: Actor): Promise<ModelList> {
    return await this.answer(tenantId);
  }

  @Post('models')
  @HttpCode(201)
  @AtLeast('analyst')
  @Accepts({ bytes: true, bytesMax: MODEL_BYTES_MAX })
  async upload(@Caller() actor: Actor, @Query() query: unknown, @Body() body: unknown): Promise<ModelList> {
    const { version: wanted, features, output, scale, ...about } = parseBody(uploadModelQuery, query);
    if (!(body instanceof Uint8Array) || body.length === 0)
      throw new CaracalError('malformed_request', 'Send the ONNX file as the body, as application/octet-stream');
    const version = wanted ?? (await this.store.nextVersion(actor.tenantId, about.name));
    const checked = await this.checking.run(body, {
      ...about,
      version,
      set: this.features.of(actor.tenantId),
      ...(features && { features }),
      ...(output !== undefined && { output }),
      ...(scale && { scale }),
    });
    await this.store.add(actor, checked, this.clock.now());
    return await this.answer(actor.tenantId);
  }

  @Post('models/:name/promote')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async promote(@Caller() actor: Actor, @ModelName() name: string, @Body() body: unknown): Promise<ModelList> {
    const { version, to, grey_zone: grey, revision, reason } = parseBody(promoteModelRequest, body);
    const model = { name, version };
    const change: Change =
      to === 'tier2' ? { kind: 'promote', model, to, grey: grey! } : { kind: 'promote', model, to };
    return await this.change(actor, revision, change, reason);
  }

  @Post('models/:name/retire')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async retire(@Caller() actor: Actor, @ModelName() name: string, @Body() body: unknown): Promise<ModelList> {
    const { version, revision, reason } = parseBody(retireModelRequest, body);
    return await this.change(actor, revision, { kind: 'retire', model: { name, version } }, reason);
  }

  @Post('models/:name/delete')
  @HttpCode(200)
  @AtLeast('admin')
  @ChangesDecisions()
  async delete(@Caller() actor: Actor, @ModelName() name: string, @Body() body: unknown): Promise<ModelList> {
    const { version, revision, reason } = parseBody(deleteModelRequest, body);
    return await this.change(actor, revision, { kind: 'delete', model: { name, version } }, reason);
  }

  // Two colons are one in the router's language; a single one would begin a parameter.
  @Post('models::rollback')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async rollBack(@Caller() actor: Actor, @Body() body: unknown): Promise<ModelList> {
    const { role, revision, reason } = parseBody(rollBackModelRequest, body);
    return await this.change(actor, revision, { kind: 'rollback', role }, reason);
  }

  private async change(actor: Actor, revision: number, change: Change, reason: string): Promise<ModelList> {
    await this.checkFeatures(actor.tenantId, change);
    await this.store.change(actor, revision, change, reason, this.clock.now());
    return await this.answer(actor.tenantId);
  }

  /** Features may have gone since a version was checked, or last answered: scoring could not open it. */
  private async checkFeatures(tenantId: string, change: Change): Promise<void> {
    const { versions, standing } = await this.store.read(tenantId);
    const next = answersNext(standing, change);
    const version = versions.find((one) => isSame(one, next));
    if (version === undefined) return;
    // What was declared or taken out a moment ago counts.
    await this.features.readAgain();
    const features = this.features.of(tenantId);
    const gone = version.facts.features.filter((name) => !features.feature(name));
    if (gone.length > 0)
      throw new CaracalError(
        'conflict',
        `The model ${version.name}@${version.version} reads ${gone.slice(0, NAMES_MAX).join(', ')}: declare it again first`,
      );
  }

  private async answer(tenantId: string): Promise<ModelList> {
    const [models, counts, nameOf] = await Promise.all([
      this.store.read(tenantId),
      this.store.counts(tenantId, this.clock.now(), MODEL_COUNT_DAYS),
      this.people.nameOf(tenantId),
    ]);
    return listView(models, counts, this.store.versionsMax, nameOf);
  }
}
