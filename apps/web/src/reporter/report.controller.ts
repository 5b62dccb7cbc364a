import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { newId } from '#kernel/ids';
import { BREACH_KINDS, PRINCIPLES } from '#kernel/vocabulary';
import { need } from '../api/answer.js';
import type { FiledReport, Problem } from '../api/api-types.js';
import { ReporterApi } from '../api/reporter-api.js';
import { Form } from '../http/form.js';
import { languageOf } from '../http/language.js';
import { Page, type FormFault } from '../http/page.js';
import { Views } from '../view/views.js';
import { reportBody } from './report-body.js';
import { newDraft, readDraft, type ReportDraft } from './report-draft.js';
import { CHECK, neighbour, stepById, stepsFor, type Step } from './report-steps.js';

/** Minutes that one question takes, on the slow side. */
const MINUTES_A_STEP = 0.7;
/** The bar has as many widths as the style sheet has classes for (am-steps__1 to am-steps__12). */
const BAR = 12;

interface Turn {
  draft: ReportDraft;
  step: string;
  /** The person came from "check your answers" and goes back there. */
  returning: boolean;
  faults: FormFault[];
  status?: number;
}

/** The report form: one address, one question a page, the answers carried along in the form. */
@Controller(':lang/report')
export class ReportController {
  constructor(
    private readonly api: ReporterApi,
    private readonly views: Views,
  ) {}

  @Get()
  begin(@Req() request: FastifyRequest): Promise<Page> {
    return this.show({ draft: newDraft(newId()), step: 'who', returning: false, faults: [] }, request);
  }

  @Post()
  async goOn(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Page> {
    const form = new Form(body);
    const before = readDraft(form.text('draft')) ?? newDraft(newId());
    const step = stepById(form.text('step'));
    const go = form.text('go');
    const returning = form.text('returning') === '1';
    if (step === undefined) return this.fromCheck(before, go, request);

    const draft = { ...before, ...step.read(form, before) };
    // A row that was added and left empty is gone once somebody goes on.
    const settled = withoutEmptyRows(draft);
    const stay = (changes: Partial<ReportDraft> = {}) =>
      this.show({ draft: { ...draft, ...changes }, step: step.id, returning, faults: [] }, request);
    if (go === 'stay') return stay();
    if (go === 'add') return stay(oneMore(step, draft));
    if (go.startsWith('remove-')) return stay(oneLess(step, draft, Number(go.slice('remove-'.length))));
    if (go === 'back') {
      const to = returning ? CHECK : (neighbour(draft, step.id, -1) ?? step.id);
      return this.show({ draft: settled, step: to, returning: false, faults: [] }, request);
    }
    const skipped = go === 'skip' && step.skip !== null;
    const next = skipped ? { ...draft, ...step.skip } : settled;
    const faults = this.faultsOf(step, next, request);
    if (faults.length > 0)
      return this.show({ draft: next, step: step.id, returning, faults, status: 422 }, request);
    return this.show(
      { draft: next, step: this.after(next, step, returning), returning: false, faults: [] },
      request,
    );
  }

  /** The question after this one. Somebody who changes who they are may be asked one more before they come back. */
  private after(draft: ReportDraft, step: Step, returning: boolean): string {
    const next = neighbour(draft, step.id, 1) ?? CHECK;
    const asksMore = step.id === 'who' && next === 'consent' && draft.survivorConsent === null;
    return returning && !asksMore ? CHECK : next;
  }

  private async fromCheck(draft: ReportDraft, go: string, request: FastifyRequest): Promise<Page> {
    const wanted = go.startsWith('to-') ? stepById(go.slice('to-'.length)) : undefined;
    if (wanted !== undefined)
      return this.show({ draft, step: wanted.id, returning: true, faults: [] }, request);
    if (go === 'back') {
      return this.show(
        { draft, step: neighbour(draft, CHECK, -1) ?? 'who', returning: false, faults: [] },
        request,
      );
    }
    if (go === 'send') return this.send(draft, request);
    return this.show({ draft, step: CHECK, returning: false, faults: [] }, request);
  }

  private async send(draft: ReportDraft, request: FastifyRequest): Promise<Page> {
    // Every answer once more: a draft can reach this page by other ways than its questions.
    for (const step of stepsFor(draft)) {
      const faults = this.faultsOf(step, draft, request);
      if (faults.length > 0)
        return this.show({ draft, step: step.id, returning: true, faults, status: 422 }, request);
    }
    const language = languageOf(request);
    const answer = await this.api.file({ token: null, language }, reportBody(draft, language), draft.key);
    if (answer.ok) return this.filed(answer.data);
    const faults = refusals(answer.problem);
    return this.show({ draft, step: CHECK, returning: false, faults, status: answer.status }, request);
  }

  private filed(filed: FiledReport): Page {
    const answerBy = filed.clocks.find(({ name }) => name === 'receipt-acknowledgement') ?? filed.clocks[0];
    const words = filed.accessCode.trim().split(/\s+/);
    return new Page('reporter/filed.njk', { filed, words, answerBy: answerBy?.dueAt ?? null }, 201);
  }

  private faultsOf(step: Step, draft: ReportDraft, request: FastifyRequest): FormFault[] {
    const language = languageOf(request);
    return (step.faults?.(draft) ?? []).map(({ field, key }) => ({
      field,
      text: this.views.text(language, key),
    }));
  }

  private async show(turn: Turn, request: FastifyRequest): Promise<Page> {
    const { draft, step } = turn;
    const steps = stepsFor(draft);
    const total = steps.length + 1;
    const number = step === CHECK ? total : steps.findIndex(({ id }) => id === step) + 1;
    const needsBodies = step === 'where' || (step === CHECK && draft.bodyId !== '');
    const bodies = needsBodies ? await this.bodies(request) : [];
    const model = {
      ...turn,
      answers: draft,
      draft: JSON.stringify(draft),
      number,
      total,
      bar: Math.max(1, Math.round((number / total) * BAR)),
      minutes: Math.ceil((total - number + 1) * MINUTES_A_STEP),
      isFirst: number === 1,
      canSkip: stepById(step)?.skip !== null,
      steps: steps.map(({ id }) => id),
      bodies,
      bodyName: bodies.find(({ id, slug }) => id === draft.bodyId || slug === draft.bodyId)?.name ?? null,
      vocabulary: { breachKinds: BREACH_KINDS, principles: PRINCIPLES },
    };
    const template = step === CHECK ? 'reporter/check.njk' : `reporter/step-${step}.njk`;
    return new Page(template, model, turn.status ?? 200);
  }

  private async bodies(request: FastifyRequest) {
    const answer = await this.api.bodies({ token: null, language: languageOf(request) });
    return need(answer).data.items.filter(({ level }) => level !== 'external');
  }
}

/** What the API found that our own questions let through. */
function refusals(problem: Problem): FormFault[] {
  const faults = (problem.errors ?? []).map(({ detail }) => ({ field: null, text: detail }));
  return faults.length > 0 ? faults : [{ field: null, text: problem.detail }];
}

function oneMore(step: Step, draft: ReportDraft): Partial<ReportDraft> {
  if (step.id === 'people') return { respondents: [...atLeastOne(draft.respondents, NOBODY), NOBODY] };
  if (step.id === 'keep-from') return { keepFrom: [...atLeastOne(draft.keepFrom, ''), ''] };
  return {};
}

/** `place` counts from 1, as the page does. */
function oneLess(step: Step, draft: ReportDraft, place: number): Partial<ReportDraft> {
  if (step.id === 'people')
    return { respondents: draft.respondents.filter((_, index) => index !== place - 1) };
  if (step.id === 'keep-from') return { keepFrom: draft.keepFrom.filter((_, index) => index !== place - 1) };
  return {};
}

function withoutEmptyRows(draft: ReportDraft): ReportDraft {
  return {
    ...draft,
    respondents: draft.respondents.filter(({ name }) => name !== ''),
    keepFrom: draft.keepFrom.filter((name) => name !== ''),
  };
}

const NOBODY: ReportDraft['respondents'][number] = { name: '', kind: 'person' };

/** An empty list shows one empty field. */
function atLeastOne<T>(list: readonly T[], empty: T): T[] {
  return list.length === 0 ? [empty] : [...list];
}
