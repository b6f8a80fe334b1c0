package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"time"

	"github.com/zerokara/zerokara/nn/gan"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

// runGAN trains a generative adversarial network.
func runGAN(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("gan", flag.ContinueOnError)
	name := fs.String("recipe", "dcgan", "dcgan, or a JSON file with the fields that differ from it")
	show := fs.Bool("print", false, "print the recipe as JSON, to edit and give to -recipe, and stop")
	data := fs.String("data", "assets/mnist", dataHelp)
	epochs := fs.Int("epochs", 0, "passes over the training images (default: the recipe's)")
	steps := fs.Int("steps", 0, "stop after this many steps (default: none)")
	seed := fs.Uint64("seed", 0, "seed (default: the recipe's)")
	sheet := fs.String("sheet", "", "write the images of fixed noise, at twelve moments of the run, to this PNG file")
	last := fs.String("grid", "", "write the last images to this PNG file")
	csv := fs.String("csv", "", "write the losses of every step to this CSV file")
	model := fs.String("o", "", "write the generator's weights to this .npz or .safetensors file")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	g, err := readGAN(*name)
	if err != nil {
		return err
	}
	fs.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "epochs":
			g.Epochs = *epochs
		case "seed":
			g.Seed = *seed
		}
	})
	if err := g.Validate(); err != nil {
		return err
	}
	if *show {
		fmt.Fprintf(out, "%s\n", g.AppendJSON(nil))
		return nil
	}
	if err := errors.Join(checkExtension("sheet", *sheet, ".png"), checkExtension("grid", *last, ".png"), checkExtension("csv", *csv, ".csv")); err != nil {
		return fmt.Errorf("gan: %w", err)
	}
	if *model != "" {
		if err := checkArrays(*model); err != nil {
			return fmt.Errorf("gan: %w", err)
		}
	}
	set, _, err := shard.ReadDir(*data)
	if err != nil {
		return err
	}
	t, err := gan.New(g, set)
	if err != nil {
		return err
	}
	log := io.Discard
	if *csv != "" {
		f, err := os.Create(*csv)
		if err != nil {
			return fmt.Errorf("gan: %w", err)
		}
		defer f.Close()
		w := bufio.NewWriter(f)
		defer w.Flush()
		log = w
	}
	total := t.Steps()
	if *steps > 0 {
		total = min(total, *steps)
	}
	moments, err := trainGAN(t, total, out, log)
	if err != nil {
		return err
	}
	if *sheet != "" {
		if err := writePNG(*sheet, tile(moments, 4)); err != nil {
			return fmt.Errorf("gan: %w", err)
		}
	}
	if *last != "" {
		if err := writePNG(*last, tile(moments[len(moments)-1:], 1)); err != nil {
			return fmt.Errorf("gan: %w", err)
		}
	}
	if *model == "" {
		return nil
	}
	return writeGenerator(*model, t)
}

// readGAN returns the preset, or reads a recipe file.
func readGAN(name string) (recipe.GAN, error) {
	if name == "dcgan" {
		return recipe.DCGAN(), nil
	}
	b, err := readRecipeFile(name)
	if err != nil {
		return recipe.GAN{}, fmt.Errorf("%q is neither dcgan nor a readable file: %w", name, err)
	}
	return recipe.ParseGAN(b)
}

// trainGAN makes the given number of steps, prints both losses twenty times, and
// returns the grid at twelve moments, which lie closer together at the start.
func trainGAN(t *gan.Trainer, steps int, out, log io.Writer) ([][]byte, error) {
	const count = 12
	var moments [][]byte
	record := func() {
		for len(moments) < count && t.StepCount() >= steps*len(moments)*len(moments)/((count-1)*(count-1)) {
			grid := make([]byte, gan.GridPixels*gan.GridPixels)
			t.Grid(grid)
			moments = append(moments, grid)
		}
	}
	fmt.Fprintln(log, "step,epoch,discriminator,generator")
	start, images := time.Now(), 0
	var sum gan.StepStats // since the last line
	for n := 0; t.StepCount() < steps; {
		record()
		s, err := t.Step()
		if err != nil {
			return nil, err
		}
		images += s.Images
		fmt.Fprintf(log, "%d,%d,%.6f,%.6f\n", s.Step, s.Epoch, s.DiscriminatorLoss, s.GeneratorLoss)
		sum.DiscriminatorLoss += s.DiscriminatorLoss
		sum.GeneratorLoss += s.GeneratorLoss
		if n++; s.Step*20/steps > (s.Step-1)*20/steps {
			fmt.Fprintf(out, "step %d/%d epoch %d discriminator loss %.4f generator loss %.4f (means of %d steps), %.0f images/s\n",
				s.Step, steps, s.Epoch, sum.DiscriminatorLoss/float64(n), sum.GeneratorLoss/float64(n), n, float64(images)/time.Since(start).Seconds())
			sum, n = gan.StepStats{}, 0
		}
	}
	record()
	return moments, nil
}

// tile places grids in rows of the given number of columns, ink black on white.
func tile(grids [][]byte, columns int) image.Image {
	const side, gap = gan.GridPixels, 8
	rows := (len(grids) + columns - 1) / columns
	m := image.NewGray(image.Rect(0, 0, columns*(side+gap)-gap, rows*(side+gap)-gap))
	for i := range m.Pix {
		m.Pix[i] = 0xc0
	}
	for i, grid := range grids {
		x, y := i%columns*(side+gap), i/columns*(side+gap)
		for p, v := range grid {
			m.SetGray(x+p%side, y+p/side, color.Gray{Y: 255 - v})
		}
	}
	return m
}

func writePNG(path string, m image.Image) error {
	return writeFile(path, func(w io.Writer) error { return png.Encode(w, m) })
}

// writeGenerator writes the generator's arrays.
func writeGenerator(path string, t *gan.Trainer) error {
	arrays, err := weights.Save(t.Generator(), recipe.Recipe{Layers: t.Recipe().Generator})
	if err != nil {
		return fmt.Errorf("gan: %w", err)
	}
	return writeArrays(path, arrays)
}
