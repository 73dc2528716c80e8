// Command vcsim serves VMware's own vCenter simulator, from govmomi, on loopback, filled with a leaf-spine fabric of racks
// some of whose hosts are wrong on purpose. What it made it writes to a file of its own (-truth), and where it listens to
// stdout, as one line of JSON. It serves until its stdin ends, so that a test run that dies takes it along.
//
// The simulator is served as it is. What it lacks or gets wrong is for a client to survive.
package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/vmware/govmomi/simulator"
)

// ready is the line on stdout.
type ready struct {
	URL              string `json:"url"`
	Username         string `json:"username"`
	Password         string `json:"password"`
	ThumbprintSHA256 string `json:"thumbprintSha256"` // empty without TLS
	Truth            string `json:"truth"`
	Hosts            int    `json:"hosts"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "vcsim:", err)
		os.Exit(1)
	}
}

func run() error {
	racks := flag.Int("racks", 12, "number of racks")
	hostsPerRack := flag.Int("hosts-per-rack", 25, "hosts in each rack")
	listen := flag.String("listen", "127.0.0.1:0", "loopback address and port; port 0 picks a free one")
	useTLS := flag.Bool("tls", true, "serve https with a self-signed certificate")
	truth := flag.String("truth", "", "file to write the truth to (required)")
	seed := flag.Int64("seed", 1, "chooses the hosts that are wrong, disconnected or in maintenance mode")
	username := flag.String("username", "administrator@vsphere.local", "the only user")
	password := flag.String("password", "VMware1!", "the user's password")
	own := flag.Bool("own-model", false, "serve the simulator's own inventory, which has virtual machines, and not ours")
	flag.Parse()

	if flag.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flag.Arg(0))
	}
	if *truth == "" {
		return errors.New("-truth is required")
	}
	if *racks < 1 || *racks > maxRacks || *hostsPerRack < 1 || *hostsPerRack > maxHostsPerRack {
		return fmt.Errorf("1 to %d racks of 1 to %d hosts", maxRacks, maxHostsPerRack)
	}
	if err := checkLoopback(*listen); err != nil {
		return err
	}

	f := newFabric(*racks, *hostsPerRack, *seed)
	model := simulator.VPX()
	if *own {
		f = &fabric{Seed: *seed}
	} else {
		model.Datacenter, model.Datastore = 0, 0 // nothing but the root folder
	}
	if err := model.Create(); err != nil {
		return err
	}
	defer model.Remove()
	if err := populate(context.Background(), model.Service, f); err != nil {
		return err
	}
	if err := writeTruth(*truth, f); err != nil {
		return err
	}

	// With a user of its own the simulator checks names and passwords; by default it takes any.
	model.Service.Listen = &url.URL{Host: *listen, User: url.UserPassword(*username, *password)}
	line := ready{Username: *username, Password: *password, Truth: *truth, Hosts: len(f.Hosts)}
	if *useTLS {
		certificate, thumbprint, err := newCertificate()
		if err != nil {
			return err
		}
		model.Service.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
		line.ThumbprintSHA256 = thumbprint
	}
	server := model.Service.NewServer()
	address := *server.URL
	address.User = nil
	line.URL = address.String()
	if err := json.NewEncoder(os.Stdout).Encode(line); err != nil {
		return err
	}

	waitForEnd()
	// No server.Close(): it would wait for requests that hang, and the process ends anyway.
	return nil
}

// checkLoopback refuses whatever could be reached from elsewhere. Names are refused too: what they mean is not ours to know.
func checkLoopback(listen string) error {
	name, _, err := net.SplitHostPort(listen)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(name); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s is not a loopback address", listen)
	}
	return nil
}

func writeTruth(path string, f *fabric) error {
	data, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

func waitForEnd() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, os.Interrupt)
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(ended)
	}()
	select {
	case <-signals:
	case <-ended:
	}
}
