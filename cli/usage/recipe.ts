/** How columns and rows are prepared: options of train and solve. */
export const RECIPE_USAGE = `Preparing columns and rows (each may be given several times, but for --recipe, --scale, --weights and the
split; a name that holds = : * or a comma is quoted: '"a=b"=median'). All statistics come from the rows trained
on. Text columns among the features become indicators of their levels, truth values 1 and 0, dates days.
  --recipe FILE        begin with a saved recipe; --target and --features may then be left out, and an option
                       takes the place of the entry of the file for the same
  --save-recipe FILE   save the recipe that these options make
  --where EXPR         keep the rows for which it holds: "age >= 18 and not (city in ('Oslo', 'Bergen') or
                       smoker is missing)". Text in single quotes, names with other characters in double ones.
  --missing COL=RULE   what missing values become: skip (the row is left out, as without the option), mean,
                       median, or a value; with ",indicator" a further feature says where
  --categories COL:reference=LEVEL,rare=N,unseen=RULE
                       indicators against the reference (default: the first level); levels in fewer than N
                       rows are gathered; a level that is not known at prediction counts as reference or
                       rare, or is missing (default: no prediction). All parts may be left out.
  --date COL=PARTS     days, year, month, day, weekday, hour, joined by +
  --winsorise COL=LOW..HIGH
                       values beyond these quantiles become those quantiles: price=0.01..0.99
  --ln COL             its natural logarithm
  --sqrt COL           its square root
  --powers COL=N       its powers 1 to N; --powers N for all numeric columns
  --product "A*B"      each feature of the one times each of the other
  --scale HOW          standardize, min-max or none
  --weights COL        how much a row counts, 0 or more
  --test SHARE         keep this share of the rows for a test, neither trained on nor used to stop
  --split-column "COL:validation=V,test=T"
                       the rows with these values of a column are those parts
  --split-order        the last rows of the file are the test part, those before them the validation part`;
