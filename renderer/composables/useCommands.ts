import type { MenuCommand } from '../../electron/contract';
import { useApp } from '../stores/app';
import { useImporting } from '../stores/importing';
import { useMessages } from '../stores/messages';
import { useModel } from '../stores/model';
import { useRecipe } from '../stores/recipe';
import { useSession } from '../stores/session';
import { useSelfTest } from '../stores/selfTest';
import { useTransport } from '../stores/transport';

/** The commands that the menu and the keyboard share. */
export function useCommands(): { run(command: MenuCommand): void } {
  const app = useApp();
  const importing = useImporting();
  const messages = useMessages();
  const model = useModel();
  const recipe = useRecipe();
  const session = useSession();
  const selfTest = useSelfTest();
  const transport = useTransport();

  function exportModel(): void {
    app.view = 'export';
    if (model.problem !== null) {
      messages.note(model.problem);
      return;
    }
    void model.exportAs('json');
  }

  const actions: Record<MenuCommand, () => void> = {
    open: () => void session.chooseFile(),
    'open-model': () => void model.open(null),
    export: exportModel,
    'run-pause': () => void transport.toggle(),
    step: () => void transport.step(),
    reset: () => void transport.reset(),
    undo: () => recipe.undo(),
    redo: () => recipe.redo(),
    'show-data': () => (app.view = 'data'),
    'show-train': () => (app.view = 'train'),
    'show-understand': () => (app.view = 'understand'),
    'show-evaluate': () => (app.view = 'evaluate'),
    'show-predict': () => (app.view = 'predict'),
    'show-export': () => (app.view = 'export'),
    'show-runs': () => (app.view = 'runs'),
    'show-keys': () => (app.isHelpOpen = true),
    'self-test': () => selfTest.open(),
  };

  return {
    run(command) {
      const isOfRecipe = command === 'undo' || command === 'redo';
      if (importing.isOpen || app.isHelpOpen || selfTest.isOpen) return;
      if (recipe.openColumn === null || isOfRecipe) actions[command]();
    },
  };
}
