//go:build js

package form

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/glossary"
	"github.com/zerokara/zerokara/wasm/words"
)

// Fields are the fields of a form, in the order of state.Fields.
type Fields struct {
	form   *state.Form
	words  *words.Words
	id     string // before the ids of what is added
	edited func()
	say    func(kind, sentence string)

	fields         [len(state.Fields)]field
	normal, custom *dom.Element // choices
	also           *dom.Element // beside the choice that has changed other fields
	alsoText, keep *dom.Element // in it
	alsoAt         int          // the field that it is beside, -1 before the first
	optimizer      *dom.Element // the button that explains the one chosen
}

// field is a field and the message below it.
type field struct{ input, message, room *dom.Element }

// New takes over the fields in an element. edited is called after each change and each
// refusal; say says a sentence aloud.
func New(in *dom.Element, id string, form *state.Form, words *words.Words, edited func(), say func(kind, sentence string)) *Fields {
	v := &Fields{form: form, words: words, id: id, edited: edited, say: say, alsoText: dom.New("span", ""), alsoAt: -1}
	for i, name := range state.Fields {
		f := &v.fields[i]
		f.input = in.Within("[name=" + name + "]")
		f.room = in.Within("[data-field=" + name + "]")
		f.message = dom.New("p", "refused").Attr("id", id+"refused-"+name).Hidden(true)
		f.room.Append(f.message)
		f.input.OnChange(func() { v.edit(i) })
	}
	v.normal, v.custom = in.Within("[name=init] [value=normal]"), in.Within("[name=network] [value=custom]")
	v.optimizer = in.Within("[data-field=optimizer] .term")
	v.keep = dom.Button("", v.keepMine).Attr("id", id+"keep-mine")
	v.also = dom.New("p", "also", v.alsoText, v.keep).Attr("id", id+"also").Hidden(true)
	return v
}

func (v *Fields) edit(i int) {
	v.form.Edit(i, v.fields[i].input.Value())
	if v.form.Also() == i {
		v.say("settings", v.form.AlsoText(v.words))
	}
	v.edited()
}

func (v *Fields) keepMine() {
	v.fields[v.alsoAt].input.Focus() // the button goes
	v.form.KeepMine()
	v.edited()
}

// FocusRefused gives the first field whose value was refused the focus.
func (v *Fields) FocusRefused() {
	if i := v.form.FirstRefused(); i >= 0 {
		v.fields[i].input.Reveal()
	}
}

// Focus gives the first field the focus.
func (v *Fields) Focus() { v.fields[0].input.FocusInPlace() }

// Disabled makes the fields take nothing.
func (v *Fields) Disabled(on bool) {
	for i := range v.fields {
		v.fields[i].input.Disabled(on)
	}
}

// Only hides the fields that belong to something else.
func (v *Fields) Only(has func(field string) bool) {
	for i := range v.fields {
		v.fields[i].room.Hidden(!has(state.Fields[i]))
	}
}

// Show shows the form.
func (v *Fields) Show() {
	form := v.form
	for i := range v.fields {
		f := &v.fields[i]
		refused := form.Refused(i)
		invalid, described := "", ""
		if refused {
			invalid, described = "true", v.id+"refused-"+state.Fields[i]
		} else {
			f.input.SetValue(form.Value(i))
		}
		f.input.Attr("aria-invalid", invalid).Attr("aria-describedby", described)
		f.message.Text(form.RefusalText(v.words, i)).Hidden(!refused)
		if state.Fields[i] == state.FieldOptimizer {
			glossary.Explain(v.optimizer, v.words, state.TermOfOptimizer(form.Value(i)))
		}
	}
	v.normal.Text(form.InitNormalText(v.words))
	v.custom.Hidden(form.Value(0) != state.Custom)
	if at := form.Also(); at >= 0 && at != v.alsoAt {
		v.fields[at].room.Append(v.also)
		v.alsoAt = at
	}
	v.also.Hidden(form.Also() < 0)
	v.keep.Text(v.words.T("settings.keep"))
	v.alsoText.Text(form.AlsoText(v.words))
}
