namespace RoutedVMotion.Core.Journal;

/// <summary>A cluster whose DRS a run has held, as a journal has it.</summary>
/// <param name="Id">The managed object id.</param>
/// <param name="Name">The name.</param>
/// <param name="LevelBefore">The automation level before (DrsBehavior).</param>
/// <param name="Level">The level that was set.</param>
/// <param name="IsReleased">It has been set back.</param>
public sealed record JournalCluster(string Id, string Name, string LevelBefore, string Level, bool IsReleased);
