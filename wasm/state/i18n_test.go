package state

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink/ndjson"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const site = "../../site"

// languages returns every language's strings.
func languages(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := filepath.Glob(site + "/i18n/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("languages: %v, %v", files, err)
	}
	all := map[string]map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		strings := map[string]string{}
		if err := json.Unmarshal(b, &strings); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		all[filepath.Base(f)] = strings
	}
	return all
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(site, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var placeholder = regexp.MustCompile(`\{\w+\}`)

func TestLanguagesSayTheSame(t *testing.T) {
	all := languages(t)
	english := all["en.json"]
	for name, strings := range all {
		for key := range english {
			if _, ok := strings[key]; !ok {
				t.Errorf("%s lacks %q", name, key)
			}
		}
		for key, s := range strings {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %q, which en.json lacks", name, key)
			}
			if s == "" {
				t.Errorf("%s: %q is empty", name, key)
			}
			want, got := placeholder.FindAllString(english[key], -1), placeholder.FindAllString(s, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %q has %v, en.json has %v", name, key, got, want)
			}
		}
	}
}

// TestPageTextIsTheEnglish checks that what is read before the strings arrive
// is what they say, and that every key of the page exists.
func TestPageTextIsTheEnglish(t *testing.T) {
	english := languages(t)["en.json"]
	html := read(t, "index.html")
	texts := regexp.MustCompile(`data-i18n="([^"]+)"[^>]*>([^<]*)<`).FindAllStringSubmatch(html, -1)
	attrs := regexp.MustCompile(`data-i18n-attr="([\w-]+):([^"]+)"([^>]*)>`).FindAllStringSubmatch(html, -1)
	if len(texts) < 60 || len(attrs) < 5 {
		t.Fatalf("found %d texts and %d attributes", len(texts), len(attrs))
	}
	for _, m := range texts {
		if m[2] != english[m[1]] {
			t.Errorf("%s: the page says %q, en.json %q", m[1], m[2], english[m[1]])
		}
	}
	for _, m := range attrs {
		if !strings.Contains(m[3], m[1]+`="`+english[m[2]]+`"`) {
			t.Errorf("%s: %s is not %q", m[2], m[1], english[m[2]])
		}
	}
}

// TestScriptsUseKnownStrings checks the keys that scripts spell out or build,
// and that no string is left unused.
func TestScriptsUseKnownStrings(t *testing.T) {
	english := languages(t)["en.json"]
	used := map[string]bool{}
	for _, phase := range []protocol.Phase{protocol.PhaseIdle, protocol.PhaseLoading, protocol.PhaseTraining, protocol.PhasePaused, protocol.PhaseDone, protocol.PhaseError} {
		used["status."+phase.String()] = true
	}
	for _, code := range []protocol.Code{
		protocol.CodeRecipe, protocol.CodeShard, protocol.CodeShardLost, protocol.CodeNoData, protocol.CodeDiverged,
		protocol.CodeSnapshot, protocol.CodeVersion, protocol.CodeInternal, protocol.CodeWorker, protocol.CodeReplica, CodeWorkerLost,
	} {
		used["fault."+string(code)] = true
	}
	for _, name := range append(recipe.Presets(), Custom) {
		used["network."+name] = true
	}
	for _, kind := range append(layer.Kinds(), "input") {
		used["layer."+kind], used["layer."+kind+".text"] = true, true
	}
	for _, method := range []string{"occlusion", "gradient"} {
		used["look."+method+".how"], used["look."+method+".text"] = true, true
	}
	for _, need := range []string{"wasm", "simd", "webgl", "worker", "inflate"} {
		used["need."+need] = true
	}
	for _, stage := range []protocol.Stage{protocol.StageData, protocol.StageBefore, protocol.StageLearning, protocol.StageAfter} {
		used["lesson."+stage.String()] = true
	}
	for _, outcome := range []string{
		protocol.OutcomeTaught.String(), protocol.OutcomeStopped.String(), protocol.OutcomeRefused.String(), protocol.OutcomeDiverged.String(), "lost",
	} {
		used["receipt."+outcome] = true
	}
	for _, code := range []string{ // ImportError's
		"large", "many", "points", "ink", "empty", "failed",
		ndjson.CodeLong, ndjson.CodeUTF16, ndjson.CodeJSON, ndjson.CodeObject, ndjson.CodeLabel, ndjson.CodeWriter, ndjson.CodeStrokes, ndjson.CodeStroke, ndjson.CodePoint,
	} {
		used["import."+code] = true
	}
	for _, load := range []string{"app", "worker", "data"} {
		used["load."+load] = true
	}
	for _, m := range regexp.MustCompile(`data-i18n(?:-attr)?="(?:[\w-]+:)?([^"]+)"`).FindAllStringSubmatch(read(t, "index.html"), -1) {
		used[m[1]] = true
	}
	for _, script := range []string{"ui.js", "boot.js", "notice.js", "inside.js", "why.js", "film.js", "errors.js", "kept.js", "teach.js", "score.js", "gan.js"} {
		for _, m := range regexp.MustCompile(`"([a-z]+(?:\.[A-Za-z]+)*)"`).FindAllStringSubmatch(read(t, script), -1) {
			if _, ok := english[m[1]]; ok {
				used[m[1]] = true
			}
		}
		for _, m := range regexp.MustCompile(`\b(?:t|text\.t)\("([^"]+)"`).FindAllStringSubmatch(read(t, script), -1) {
			used[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`(?:key|label): "([^"]+)"`).FindAllStringSubmatch(read(t, script), -1) {
			used[m[1]] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(used)) {
		if _, ok := english[key]; !ok {
			t.Errorf("there is no string %q", key)
		}
	}
	for key := range english {
		if !used[key] {
			t.Errorf("the string %q is never used", key)
		}
	}
}
