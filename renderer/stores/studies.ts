import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { StudyRequest, StudyResult, StudySettings } from '../../electron/contract';
import { studyIssue } from '../../workers/core/studies/requestIssue';
import { useClient } from '../bridge/client';
import { sentenceOf } from './messages';
import { useSettings } from './settings';
import { useValidation } from './validation';
import { useWork } from './work';

export type StudyKind = StudyRequest['kind'];

export interface StudyAnswer {
  /** Of the file and the settings that were studied. */
  key: string;
  datasetId: string;
  request: StudyRequest;
  result: StudyResult;
}

/** Folds, learning curves and paths of the open file with the settings as they stand, one at a time. */
export const useStudies = defineStore('studies', () => {
  const settings = useSettings();
  const validation = useValidation();
  const work = useWork();

  const answers = shallowRef<Partial<Record<StudyKind, StudyAnswer>>>({});
  const problems = shallowRef<Partial<Record<StudyKind, string>>>({});
  const running = ref<StudyKind | null>(null);

  /** What would be studied; null until a target is chosen. */
  const base = computed<(Omit<StudySettings, 'request'> & { datasetId: string }) | null>(() => {
    const { file, draft, isPlain, recipe } = settings;
    if (file === null || draft === null) return null;
    return { datasetId: file.id, recipe: isPlain ? null : recipe, settings: draft };
  });
  const key = computed(() => (base.value === null ? null : JSON.stringify(base.value)));

  const answerOf = (kind: StudyKind): StudyAnswer | null => {
    const answer = answers.value[kind];
    return answer !== undefined && answer.datasetId === settings.file?.id ? answer : null;
  };
  const isStale = (kind: StudyKind): boolean => answerOf(kind) !== null && answerOf(kind)?.key !== key.value;

  /** Why it cannot begin; null where it can. */
  function reasonAgainst(request: StudyRequest): string | null {
    if (base.value === null) return 'Choose a target first.';
    if (running.value !== null && running.value !== request.kind) return 'Another study is under way.';
    return studyIssue(request, base.value.settings) ?? validation.first;
  }

  async function start(request: StudyRequest): Promise<void> {
    if (base.value === null || key.value === null || running.value !== null || reasonAgainst(request) !== null) return;
    const { datasetId, ...studied } = base.value;
    const asked = key.value;
    const { kind } = request;
    running.value = kind;
    problems.value = { ...problems.value, [kind]: undefined };
    work.clear();
    try {
      const result = await useClient().call('study/start', { datasetId, study: { ...studied, request } });
      if (result === null) problems.value = { ...problems.value, [kind]: 'The study was called off.' };
      else answers.value = { ...answers.value, [kind]: { key: asked, datasetId, request, result } };
    } catch (error) {
      problems.value = { ...problems.value, [kind]: sentenceOf(error) };
    } finally {
      running.value = null;
      work.clear();
    }
  }

  function forget(kind: StudyKind): void {
    answers.value = { ...answers.value, [kind]: undefined };
  }

  return { problems, running, progress: computed(() => work.progress), answerOf, isStale, reasonAgainst, start, forget, cancel: work.cancel };
});
