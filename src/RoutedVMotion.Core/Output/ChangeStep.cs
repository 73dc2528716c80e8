using RoutedVMotion.Core.Changes;

namespace RoutedVMotion.Core.Output;

/// <summary>A change of a host, as a row.</summary>
public sealed class ChangeStep
{
    /// <summary>A row for this change.</summary>
    /// <param name="order">Its place in the list, from 1.</param>
    /// <param name="phase">The part of the run.</param>
    /// <param name="change">The change.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="device">The device that the host gave a new adapter.</param>
    /// <param name="error">What the server said.</param>
    public ChangeStep(int order, ChangePhase phase, Change change, StepOutcome outcome = StepOutcome.NotBegun, string? device = null, string? error = null)
    {
        Order = order;
        Phase = phase.ToString();
        Kind = change.Kind.ToString();
        Device = device ?? change.Device;
        Before = change.BeforeText;
        After = change.AfterText;
        Words = change.Words;
        Precondition = change.Precondition;
        Inverse = change.Inverse.Words;
        Outcome = outcome.ToString();
        Error = error;
    }

    /// <summary>Its place in the list, from 1.</summary>
    public int Order { get; }

    /// <summary>Prepare, Finish or Back.</summary>
    public string Phase { get; }

    /// <summary>AddAdapter, UpdateAdapter, SelectVMotion, SetGateway, DeselectVMotion or RemoveAdapter.</summary>
    public string Kind { get; }

    /// <summary>The vmkernel adapter; null for a gateway, and for one that is yet to be made.</summary>
    public string? Device { get; }

    /// <summary>What is there before.</summary>
    public string? Before { get; }

    /// <summary>What is there after.</summary>
    public string? After { get; }

    /// <summary>The change in words.</summary>
    public string Words { get; }

    /// <summary>What must be true right before it.</summary>
    public string Precondition { get; }

    /// <summary>What undoes it.</summary>
    public string Inverse { get; }

    /// <summary>NotBegun, Open, Done, AlreadySo or Failed.</summary>
    public string Outcome { get; }

    /// <summary>What the server said.</summary>
    public string? Error { get; }

    /// <summary>The change in words, for cells of tables.</summary>
    public override string ToString() => Words;
}
