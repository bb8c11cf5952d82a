package store_test

import (
	"os"
	"strings"
	"testing"

	"greyzone/geo"
	"greyzone/server/store"
)

// withTokens is a store with a token for each name, and those tokens.
func withTokens(t testing.TB, names ...string) (*store.Store, string, []string) {
	t.Helper()
	s, path := emptyStore(t)
	tokens := make([]string, len(names))
	for i, name := range names {
		var err error
		if tokens[i], err = s.CreateToken(t.Context(), name); err != nil {
			t.Fatal(err)
		}
	}
	return s, path, tokens
}

func TestTokens(t *testing.T) {
	s, path, tokens := withTokens(t, "desk", "cron")
	ctx := t.Context()
	t.Run("a token is long, marked, and kept nowhere", func(t *testing.T) {
		if !strings.HasPrefix(tokens[0], "gz_") || len(tokens[0]) != 46 || tokens[0] == tokens[1] {
			t.Error(tokens)
		}
		for _, suffix := range []string{"", "-wal"} {
			content, err := os.ReadFile(path + suffix)
			if err != nil || strings.Contains(string(content), tokens[0][3:]) {
				t.Errorf("%s holds the token, or %v", suffix, err)
			}
		}
	})
	t.Run("what is not a token does not count", func(t *testing.T) {
		for _, token := range []string{"", "gz_", tokens[0] + "x", tokens[0][3:], strings.ToUpper(tokens[0])} {
			refused(t, s.Authenticate(ctx, token), geo.Unauthorized)
		}
	})
	t.Run("a token counts until another process revokes it", func(t *testing.T) {
		if err := s.Authenticate(ctx, tokens[1]); err != nil {
			t.Fatal(err)
		}
		if err := openStore(t, path).RevokeToken(ctx, "cron"); err != nil {
			t.Fatal(err)
		}
		revoked := refused(t, s.Authenticate(ctx, tokens[1]), geo.Unauthorized)
		unknown := refused(t, s.Authenticate(ctx, "gz_unknown"), geo.Unauthorized)
		if revoked.Message != unknown.Message {
			t.Errorf("%q tells a revoked token from an unknown one", revoked.Message)
		}
	})
}

func TestRevokeToken(t *testing.T) {
	s, path, tokens := withTokens(t, "desk", "desk")
	ctx := t.Context()
	list, err := s.Tokens(ctx)
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	t.Run("a name that several have is refused, its ID is not", func(t *testing.T) {
		refused(t, s.RevokeToken(ctx, "desk"), geo.Conflict, list[0].ID, list[1].ID)
		if err := s.RevokeToken(ctx, list[0].ID); err != nil {
			t.Fatal(err)
		}
		refused(t, s.Authenticate(ctx, tokens[0]), geo.Unauthorized)
		if err := s.Authenticate(ctx, tokens[1]); err != nil {
			t.Error(err)
		}
	})
	t.Run("the name is then another's alone", func(t *testing.T) {
		if err := s.RevokeToken(ctx, "desk"); err != nil {
			t.Fatal(err)
		}
		refused(t, s.Authenticate(ctx, tokens[1]), geo.Unauthorized)
	})
	t.Run("revoking again changes nothing", func(t *testing.T) {
		before := dump(t, path)
		if err := s.RevokeToken(ctx, "desk"); err != nil {
			t.Fatal(err)
		}
		refused(t, s.RevokeToken(ctx, "nobody"), geo.NotFound, "nobody")
		sameDump(t, before, dump(t, path))
	})
}
