package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"greyzone/geo"
)

// healthCommand is `greyzone health`, for containers that have no other HTTP client.
type healthCommand struct {
	Addr string `help:"The address that the server listens on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
}

// Run succeeds if the server is ready.
func (c healthCommand) Run(ctx context.Context, _ program) error {
	addr, err := net.ResolveTCPAddr("tcp", c.Addr)
	if err != nil {
		return geo.Errorf(geo.Invalid, "%v", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, reachedAt(addr)+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: %s", response.Status)
	}
	return nil
}
