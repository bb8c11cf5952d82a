package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"
)

// tokenCommand is `greyzone token …`.
type tokenCommand struct {
	Create tokenCreateCommand `cmd:"" help:"Make a token and print it; it cannot be shown again."`
	List   tokenListCommand   `cmd:"" help:"List the tokens, without their secrets."`
	Revoke tokenRevokeCommand `cmd:"" help:"Make a token count no longer, at once."`
}

type tokenCreateCommand struct {
	Name string `help:"Whose it is." placeholder:"NAME"`
}

// Help is the end of the subcommand's help.
func (tokenCreateCommand) Help() string {
	return `The token goes into the header of uploads, "Authorization: Bearer TOKEN". Only its hash is kept.

Examples:

  greyzone token create --name desk
  TOKEN=$(greyzone token create --name cron --db /var/lib/greyzone/greyzone.db)`
}

// Run makes a token.
func (c tokenCreateCommand) Run(ctx context.Context, p program) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	token, err := s.CreateToken(ctx, c.Name)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, token)
	return nil
}

type tokenListCommand struct{}

// Help is the end of the subcommand's help.
func (tokenListCommand) Help() string {
	return `Example:

  greyzone token list`
}

// Run lists the tokens.
func (tokenListCommand) Run(ctx context.Context, p program) error {
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	tokens, err := s.Tokens(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tMADE\tREVOKED")
	for _, t := range tokens {
		revoked := "-"
		if t.RevokedAt != nil {
			revoked = t.RevokedAt.Format(time.RFC3339)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.ID, t.Name, t.CreatedAt.Format(time.RFC3339), revoked)
	}
	return w.Flush()
}

type tokenRevokeCommand struct {
	Token string `arg:"" name:"id|name" help:"The token's ID or its name, as \"greyzone token list\" shows them."`
}

// Help is the end of the subcommand's help.
func (tokenRevokeCommand) Help() string {
	return `A server that runs refuses the token from the next request on.

Examples:

  greyzone token revoke desk
  greyzone token revoke 5f0c91aa`
}

// Run revokes a token.
func (c tokenRevokeCommand) Run(ctx context.Context, p program) error {
	s, err := p.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.RevokeToken(ctx, c.Token); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "Revoked %s.\n", c.Token)
	return nil
}
