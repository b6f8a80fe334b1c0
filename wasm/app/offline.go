//go:build js

package main

import "github.com/zerokara/zerokara/wasm/dom"

const offlineTold = "zerokara.offline" // the key of what the visitor knows of it

// keepOffline has the service worker keep the page, once pad and worker have what they
// need of the line.
func (a *app) keepOffline() {
	<-a.ready
	a.keeper = dom.OpenKeeper(func(message string) {
		a.model.Offline.Tell(message)
		a.noticed()
	})
	if a.keeper != nil {
		o := &a.model.Offline
		o.Release, o.Told = a.keeper.Release, dom.Remembered(offlineTold)
		a.keep(a.keeper.Register)
	}
}

// keep calls what keeps the page, which waits.
func (a *app) keep(how func() error) {
	if err := how(); err != nil {
		a.model.Offline.Refuse(err.Error())
		a.noticed()
	}
}

// noticed is called when there are other notices.
func (a *app) noticed() {
	if a.keeper != nil {
		dom.Remember(offlineTold, a.model.Offline.Memory())
	}
	a.changed()
}

// agree lets a metered line be used.
func (a *app) agree() { go a.keep(a.keeper.Agree) }
