using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace RoutedVMotion.Shell;

/// <summary>The size of the window, which the engine fits tables into, and nothing else of a console.</summary>
internal sealed class ShellRawUI : PSHostRawUserInterface
{
    private const int WidthOfFiles = 120;
    private const int Height = 50;

    /// <summary>Columns of the window; 120 where output goes to a file or a pipe.</summary>
    public static int Width
    {
        get
        {
            if (Console.IsOutputRedirected) return WidthOfFiles;
            try
            {
                return Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfFiles;
            }
            catch (IOException)
            {
                return WidthOfFiles;
            }
        }
    }

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Size BufferSize
    {
        get => new(Width, Height);
        set { }
    }

    public override Size WindowSize
    {
        get => new(Width, Height);
        set { }
    }

    public override Size MaxPhysicalWindowSize => new(Width, Height);

    public override Size MaxWindowSize => new(Width, Height);

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "RoutedVMotion.Shell";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) =>
        throw new HostException("The script asks for a key, and this shell host asks nobody.");

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoBuffer();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NoBuffer();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoBuffer();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoBuffer();

    private static PSNotSupportedException NoBuffer() => new("This shell host has no screen buffer.");
}
