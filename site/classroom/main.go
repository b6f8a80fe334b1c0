// Command classroom packs the built site for a school without a line:
//
//	go run ./site/classroom -dist dist -out .build/classroom
//
// writes zerokara-classroom.zip with the site, and for each platform a program that holds
// it all and serves it in the local network (package server). Windows, macOS and Linux, amd64 and
// arm64; -platforms says others.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const platforms = "windows/amd64 windows/arm64 darwin/amd64 darwin/arm64 linux/amd64 linux/arm64"

// program is the source of the servers, beside which the site's files are put.
//
//go:embed program.go.txt
var program []byte

//go:embed README.txt
var readme []byte

func main() {
	log.SetFlags(0)
	log.SetPrefix("classroom: ")
	dist, out := flag.String("dist", "dist", "folder of the built site"), flag.String("out", ".build/classroom", "folder to write to")
	list := flag.String("platforms", platforms, "GOOS/GOARCH of the servers, separated by spaces")
	flag.Parse()
	if err := pack(*dist, *out, strings.Fields(*list), released); err != nil {
		log.Fatal(err)
	}
}

// pack writes the zip file, and what it is made of, into out.
func pack(dist, out string, platforms []string, b builder) error {
	if _, err := os.Stat(filepath.Join(dist, "index.html")); err != nil {
		return fmt.Errorf("%s is not the built site: run \"make site\" first", dist)
	}
	source, servers := filepath.Join(out, "source"), filepath.Join(out, "servers")
	site := filepath.Join(source, "site")           // the same in all, even if dist changes meanwhile
	for _, dir := range []string{source, servers} { // of an earlier site
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	if err := os.CopyFS(site, os.DirFS(dist)); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(source, "main.go"), program, 0o644); err != nil {
		return err
	}
	for _, p := range platforms {
		if err := b.build(source, servers, p); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
	}
	return zipped(filepath.Join(out, "zerokara-classroom.zip"), readme, servers, site)
}

// builder is how servers are built.
type builder struct{ flags, env []string }

// released is in Go alone, and names no folder of this machine.
var released = builder{flags: []string{"-trimpath", "-ldflags=-s -w"}, env: []string{"CGO_ENABLED=0"}}

// build builds a platform's server.
func (b *builder) build(source, servers, platform string) error {
	system, arch, ok := strings.Cut(platform, "/")
	if !ok {
		return errors.New("a platform is GOOS/GOARCH")
	}
	c := exec.Command("go", slices.Concat([]string{"build", "-o", filepath.Join(servers, named(system, arch))}, b.flags, []string{filepath.Join(source, "main.go")})...)
	c.Env = slices.Concat(os.Environ(), b.env, []string{"GOOS=" + system, "GOARCH=" + arch})
	c.Stderr = os.Stderr
	return c.Run()
}

// named returns what a platform's server is called: as people call their systems.
func named(system, arch string) string {
	exe := ""
	switch system {
	case "darwin":
		system = "macos"
	case "windows":
		exe = ".exe"
	}
	return "zerokara-" + system + "-" + arch + exe
}
