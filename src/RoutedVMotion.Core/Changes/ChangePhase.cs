namespace RoutedVMotion.Core.Changes;

/// <summary>The part of a run that a step belongs to.</summary>
public enum ChangePhase
{
    /// <summary>The new is made.</summary>
    Prepare,

    /// <summary>The old is taken away, after the whole cluster has been proven.</summary>
    Finish,

    /// <summary>The host is taken back.</summary>
    Back,
}
