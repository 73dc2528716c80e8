using System;

namespace RoutedVMotion.Shell;

/// <summary>The command line does not say what to run.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
