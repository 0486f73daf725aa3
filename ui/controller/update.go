package controller

import (
	"context"
	"errors"

	"thumbpool/processor"
	"thumbpool/ui/model"
	"thumbpool/ui/update"
)

// LookForUpdate asks whether a newer version of the program is out, and says so. It
// is called because the user wants to know, and never else.
func (c *Controller) LookForUpdate() {
	ctx, cancel := context.WithCancel(c.ctx)
	c.ask(Question{
		Title: verbatim("Thumbpool"), Body: []model.Text{model.Say("update.looking")},
		Answers: []Answer{{Label: model.Say("ask.cancel"), Chosen: cancel}},
	})
	mine := c.questions
	go func() {
		defer cancel()
		version, err := c.given.Latest(ctx)
		if ctx.Err() != nil {
			return
		}
		c.Post(func() {
			if c.questions != mine || !c.given.User.Asked() {
				return // it was answered, or another has taken its place
			}
			c.given.User.Withdraw()
			c.ask(c.aboutUpdate(version, err))
		})
	}()
}

// aboutUpdate says what is known of the latest version, with the page of the newer
// one if there is one.
func (c *Controller) aboutUpdate(version string, err error) Question {
	q := Question{Title: verbatim("Thumbpool"), Answers: []Answer{ok()}}
	switch {
	case err != nil:
		q.Body = []model.Text{model.Say("update.unknown"), whyUnknown(err)}
	case update.Newer(version, processor.Version):
		q.Body = []model.Text{model.Say("update.newer", "New", version, "Version", processor.Version)}
		q.Answers = []Answer{
			{Label: model.Say("update.open"), Primary: true, Chosen: func() { c.given.Desktop.Browse(update.Page) }},
			{Label: model.Say("crash.later")},
		}
	default:
		q.Body = []model.Text{model.Say("update.newest", "Version", processor.Version)}
	}
	return q
}

// whyUnknown says why the latest version is not known.
func whyUnknown(err error) model.Text {
	problem, ok := errors.AsType[*update.Error](err)
	if !ok {
		return verbatim(err.Error())
	}
	switch problem.Why {
	case update.Refused:
		return model.Say("update.refused", "Status", problem.Err.Error())
	case update.Slow:
		return model.Say("update.slow")
	case update.NoRelease:
		return model.Say("update.no-release")
	case update.Limited:
		return model.Say("update.limited")
	case update.NotClear:
		return model.Say("update.not-clear")
	case update.Unreachable:
	}
	return model.Say("update.unreachable")
}
