import { plainRecipe } from '../../core/studies/plainRecipe';
import { studyIssue } from '../../core/studies/requestIssue';
import { withValidation } from '../../core/studies/validationSplit';
import { FallLineError, type DatasetSummary, type Recipe, type RunSettings, type StudySettings } from '../../core/schema';
import { columnIssues, roleIssues } from '../../core/training/settings';
import { trainingsOf, type Training } from './trainings';

/** A study with all that was left open decided. */
export interface Plan extends StudySettings {
  recipe: Recipe;
  trainings: Training[];
  notes: string[];
}

/** Throws where the settings do not allow it. */
export const planOf = (dataset: DatasetSummary, { recipe, settings, request }: StudySettings): Plan => {
  const issue = studyIssue(request, settings, recipe !== null);
  if (issue !== null) throw new FallLineError('setting-invalid', issue);
  if (recipe === null) {
    const [wrong] = [...columnIssues(settings, dataset.columns), ...roleIssues(settings, dataset.columns)];
    if (wrong) throw new FallLineError(wrong.code, wrong.message);
  }
  // Powers are entries of a recipe; what is given of first parameters fits the columns of another run.
  const isGiven = settings.init.kind === 'given' || settings.init.kind === 'point';
  const own: RunSettings = {
    ...settings,
    degree: recipe === null ? settings.degree : 1,
    init: isGiven ? { kind: 'zeros' } : settings.init,
  };
  const whole = recipe ?? plainRecipe(settings, dataset.columns);
  const { recipe: split, isAdded } =
    request.kind === 'learning-curve' ? withValidation(whole, request.seed) : { recipe: whole, isAdded: false };
  return {
    recipe: split,
    settings: own,
    request,
    trainings: trainingsOf(request),
    notes: [
      ...(isAdded && request.kind === 'learning-curve'
        ? [`No rows were set aside, so that 20 % of them, by a shuffle with the seed ${request.seed}, are the validation part of every training.`]
        : []),
      ...(isGiven ? ['Each training begins from zeros.'] : []),
      ...(request.kind === 'path' && request.values.length > 1
        ? ['The largest penalty is trained first, and each other one begins where the next larger one ended.']
        : []),
    ],
  };
};
