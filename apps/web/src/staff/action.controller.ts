import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { need, NothingHere, SignedOut, type Done } from '../api/answer.js';
import type { Caller } from '../api/api.js';
import type { ActionView, CaseView } from '../api/api-types.js';
import { ReporterApi } from '../api/reporter-api.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { Form } from '../http/form.js';
import { languageOf } from '../http/language.js';
import { Page, Redirect, type FormFault } from '../http/page.js';
import { Views } from '../view/views.js';
import { ActionForm } from './action-form.js';
import { staffCaller } from './caller.js';
import { initialForm } from './initial-form.js';
import { referencesOf } from './references.js';
import { bodyOfForm } from './schema-form/body-of-form.js';

/** After these somebody may have no access any more, so the way leads back to the queue. */
const LEAVES_THE_CASE = new Set(['recuse', 'declare-conflict', 'accept-transfer', 'transfer', 'merge']);

const REFERENCE = /^[A-Z0-9]{2,8}(?:-[A-Z0-9]{2,8})+$/i;

interface Shown {
  form: Form;
  faults: FormFault[];
  status: number;
  /** Set when the case changed while somebody wrote: the time of the version they had before them. */
  staleSince: string | null;
}

/** One lawful step, as a form made from the JSON Schema that the API gives with it. */
@Controller(':lang/staff/cases/:id/actions/:action')
export class ActionController {
  constructor(
    private readonly api: StaffApi,
    private readonly reporters: ReporterApi,
    private readonly cookies: Cookies,
    private readonly views: Views,
  ) {}

  @Get()
  async ask(
    @Param('id') id: string,
    @Param('action') action: string,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const caller = staffCaller(request, this.cookies);
    const found = await this.find(caller, id, action);
    return this.page(found, caller, request, {
      form: initialForm(found.view.data, found.action.schema),
      faults: [],
      status: 200,
      staleSince: null,
    });
  }

  @Post()
  async act(
    @Param('id') id: string,
    @Param('action') action: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const caller = staffCaller(request, this.cookies);
    const found = await this.find(caller, id, action);
    const form = rowsChanged(new Form(body), body);
    const again = (faults: FormFault[], status: number, staleSince: string | null = null) =>
      this.page(found, caller, request, { form, faults, status, staleSince });
    if (form.text('go') !== 'send') return again([], 200);

    const read = bodyOfForm(found.action.schema, form);
    if (read.empty.length > 0) {
      return again(this.forms(found, request).emptyFaults(read.empty, form), 422);
    }
    await this.resolveCase(caller, read.body);
    const answer = await this.api.act(caller, {
      id,
      action: found.action.name,
      etag: form.text('etag'),
      body: read.body,
    });
    const language = languageOf(request);
    if (answer.ok) {
      const to = LEAVES_THE_CASE.has(action) ? '' : `/${id}`;
      return new Redirect(`/${language}/staff/cases${to}?done=${action}`);
    }
    if (answer.status === 401) throw new SignedOut();
    if (answer.status === 404) throw new NothingHere();
    if (answer.status === 412) return again([], 412, form.text('seenAt'));
    return again(this.forms(found, request).refusals(answer.problem), answer.status);
  }

  private async find(
    caller: Caller,
    id: string,
    name: string,
  ): Promise<{ view: Done<CaseView>; action: ActionView }> {
    const view = need(await this.api.case(caller, id));
    const action = view.data.actions.find((one) => one.name === name);
    if (action === undefined) throw new NothingHere();
    return { view, action };
  }

  private forms(found: { action: ActionView }, request: FastifyRequest): ActionForm {
    return new ActionForm(found.action.schema, this.views, languageOf(request));
  }

  private async page(
    { view, action }: { view: Done<CaseView>; action: ActionView },
    caller: Caller,
    request: FastifyRequest,
    shown: Shown,
  ): Promise<Page> {
    const language = languageOf(request);
    const [people, bodies] = await Promise.all([
      this.api.people(caller, view.data.id),
      this.reporters.bodies(caller),
    ]);
    const references = referencesOf(
      view.data,
      need(people).data.items,
      need(bodies).data.items,
      (family, name) => this.views.word(language, family, name),
    );
    const forms = this.forms({ action }, request);
    const { staleSince } = shown;
    return new Page(
      'staff/action.njk',
      {
        case: view.data,
        action,
        fields: forms.fields(shown.form, references, shown.faults),
        faults: shown.faults,
        etag: view.etag ?? '',
        seenAt: view.data.updatedAt,
        stale: staleSince !== null,
        changes: staleSince === null ? [] : view.data.timeline.filter(({ at }) => at > staleSince),
      },
      shown.status,
    );
  }

  /** Colleagues know other cases by their reference; the API wants the id. What is not found stays and is refused there. */
  private async resolveCase(caller: Caller, body: Record<string, unknown>): Promise<void> {
    for (const [name, value] of Object.entries(body)) {
      if (!/caseid$/i.test(name) || typeof value !== 'string' || !REFERENCE.test(value) || value.length > 20)
        continue;
      const { data } = need(await this.api.cases(caller, { q: value.toUpperCase() }));
      const [only] = data.items.filter(({ reference }) => reference === value.toUpperCase());
      if (only !== undefined) body[name] = only.id;
    }
  }
}

/** `add:NAME` and `remove:NAME.3` change how many rows a list has before anything else is looked at. */
export function rowsChanged(form: Form, body: unknown): Form {
  const [what, name = ''] = form.text('go').split(':');
  const fields: Record<string, string | string[]> = Object.fromEntries(
    form.names.map((one) => [one, form.all(one)]),
  );
  if (typeof body !== 'object' || name === '') return form;
  if (what === 'add') {
    fields[`${name}.count`] = String(Number(form.text(`${name}.count`) || '0') + 1);
    return new Form(fields);
  }
  const row = /^(.+)\.(\d+)$/.exec(name);
  const list = row?.[1];
  if (what !== 'remove' || list === undefined) return form;
  return new Form(withoutRow(fields, list, Number(row?.[2])));
}

function withoutRow(
  fields: Record<string, string | string[]>,
  list: string,
  gone: number,
): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(fields)) {
    const found = name.startsWith(`${list}.`) ? /^(\d+)\.(.+)$/.exec(name.slice(list.length + 1)) : null;
    const index = Number(found?.[1] ?? Number.NaN);
    if (index === gone) continue;
    out[index > gone ? `${list}.${String(index - 1)}.${found?.[2] ?? ''}` : name] = value;
  }
  out[`${list}.count`] = String(Math.max(0, Number([fields[`${list}.count`] ?? '1'].flat()[0]) - 1));
  return out;
}
